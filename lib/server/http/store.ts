import 'server-only'
import { RateLimiterPrisma } from 'rate-limiter-flexible'
import { db } from '../db'

const LIMITS = {
  /** Starting to save a method, per customer and day. */
  setup: { points: 20, duration: 24 * 3600 },
  /** Ordering, per address and hour, where a trusted proxy tells the address: guests are made by it. */
  order: { points: 60, duration: 3600 },
  /** Signing in, per e-mail address and quarter of an hour. */
  'sign-in': { points: 5, duration: 15 * 60 },
  /** Signing up, per address and hour, where a trusted proxy tells the address. */
  'sign-up': { points: 10, duration: 3600 },
  /** Opening a mail's link to a failed charge, per payment and hour: each asks Stripe, and leaves a key behind. */
  recovery: { points: 30, duration: 3600 },
  /** Mails that verify an address, per account and hour. */
  verification: { points: 5, duration: 3600 },
} as const

export type LimitName = keyof typeof LIMITS

const limiters = new Map<LimitName, RateLimiterPrisma>()

/** The limiter of one kind of try. Points live in the database, so every process counts the same ones. */
export function limiter(name: LimitName): RateLimiterPrisma {
  const made =
    limiters.get(name) ??
    new RateLimiterPrisma({ storeClient: db(), tableName: 'rateLimit', keyPrefix: name, ...LIMITS[name] })
  limiters.set(name, made)
  return made
}

/** Asks the database for as little as possible. */
export async function pingDatabase(): Promise<void> {
  await db().$queryRaw`select 1`
}

/** What an earlier request with the same key made. */
export async function findIdempotentRequest(actorId: string, { route, key }: { route: string; key: string }) {
  return db().idempotentRequest.findUnique({ where: { actorId_route_key: { actorId, route, key } } })
}
