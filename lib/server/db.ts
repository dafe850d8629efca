import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import { isLostRace } from './database-errors'
import { env } from './env'
import { type Prisma, PrismaClient } from './generated/client'
import { log } from './logger'
import { insideTransaction } from './open-transaction'

export type Transaction = Prisma.TransactionClient

// The server's own limits, in milliseconds: a process that freezes in a transaction loses its locks, not the others their turn.
const LIMITS = { statement_timeout: 10_000, lock_timeout: 3000, idle_in_transaction_session_timeout: 5000 }
const POOL = { max: 10, connectionTimeoutMillis: 3000, maxLifetimeSeconds: 1800, keepAlive: true, ...LIMITS }

// Long enough for two waits for a lock.
const TIMES = { maxWait: 3000, timeout: 10_000 }

// `next dev` evaluates modules again and again; one pool has to be enough.
const holder = globalThis as { prisma?: PrismaClient }

/** The one database client of this process. Made on first use. */
export function db(): PrismaClient {
  return (holder.prisma ??= connect())
}

/**
 * Runs `body` in one transaction. Retried when PostgreSQL says that it lost a race (deadlock, serialization), which is
 * safe because nothing but the database is touched inside.
 */
export function transaction<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
  return untilWon(() => db().$transaction((tx) => insideTransaction(() => body(tx)), TIMES))
}

/**
 * The same for a `body` of one statement, which PostgreSQL makes a transaction by itself: it saves the round trips of BEGIN
 * and COMMIT.
 */
export function statement<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
  return untilWon(() => insideTransaction(() => body(db())))
}

/** A row of a raw statement, with its columns named as Prisma names them: `created_at` is `createdAt`. */
export function named(row: object): Record<string, unknown> {
  const camel = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [camel(column), value]))
}

async function untilWon<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run()
    } catch (error) {
      if (!isLostRace(error) || tries === 5) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** tries))
    }
  }
}

function connect(): PrismaClient {
  const dropped = (error: Error) => log.warn({ error: error.message }, 'database.connection_lost')
  const adapter = new PrismaPg(
    { connectionString: env().DATABASE_URL, ...POOL },
    { onPoolError: dropped, onConnectionError: dropped },
  )
  return new PrismaClient({ adapter })
}
