import 'server-only'
import { db } from '../db'
import type { Prisma, StripeEvent } from '../generated/client'

/** An event together with the claim on it. */
export type ClaimedEvent = Pick<StripeEvent, 'id' | 'type' | 'objectId' | 'reference' | 'attempts' | 'fence'>

/** Files an event. Redeliveries collide on its id and change nothing. */
export async function insertEvent(event: Prisma.StripeEventCreateManyInput): Promise<boolean> {
  const { count } = await db().stripeEvent.createMany({ data: event, skipDuplicates: true })
  return count === 1
}

/**
 * Claims up to `limit` due events for 30 seconds. A claim raises the fence, so a worker that was frozen and wakes up later
 * cannot write over what a second one did. The database's own clock decides; SKIP LOCKED lets workers pass each other.
 */
export async function claimEvents(limit: number): Promise<ClaimedEvent[]> {
  return db().$queryRaw<ClaimedEvent[]>`
    update stripe_events set due_at = now() + interval '30 seconds', fence = fence + 1, attempts = attempts + 1
    where id in (
      select id from stripe_events where due_at <= now() order by due_at, id limit ${limit} for update skip locked
    )
    returning id, type, object_id as "objectId", reference, attempts, fence`
}

/** Marks a claimed event as handled, if the claim is still the latest one. */
export async function markHandled({ id, fence }: ClaimedEvent): Promise<void> {
  await db().$executeRaw`
    update stripe_events set handled_at = now(), due_at = null, last_error = null where id = ${id} and fence = ${fence}`
}

/** Puts a claimed event back for later, or aside for a person when `retryInSeconds` is null. */
export async function markFailed(
  { id, fence }: ClaimedEvent,
  lastError: string,
  retryInSeconds: number | null,
): Promise<void> {
  await db().$executeRaw`
    update stripe_events set due_at = now() + make_interval(secs => ${retryInSeconds}::float8), last_error = ${lastError}
    where id = ${id} and fence = ${fence}`
}

/** Events that were given up, the oldest first. */
export async function listGivenUpEvents(limit: number): Promise<StripeEvent[]> {
  return db().stripeEvent.findMany({
    where: { dueAt: null, handledAt: null },
    orderBy: { receivedAt: 'asc' },
    take: limit,
  })
}
