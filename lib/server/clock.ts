import 'server-only'
import { db } from './db'
import { isSandboxConfigured } from './env'
import { Prisma } from './generated/client'

/**
 * The one business clock: the database's time, moved by an offset that is honoured only beside the sandbox. Leases,
 * sessions and webhook signatures use real time instead.
 */
export async function businessNow(): Promise<Date> {
  const [row] = await db().$queryRaw<{ now: Date }[]>`select ${businessTime()} as now`
  if (!row) throw new Error('The database did not tell the time.')
  return row.now
}

/** The same as an expression, for a statement that asks for more than the time. */
export function businessTime(): Prisma.Sql {
  return isSandboxConfigured()
    ? Prisma.sql`now() + make_interval(secs => coalesce((select offset_seconds from clock), 0))`
    : Prisma.sql`now()`
}

/** A time `seconds` later. */
export function addSeconds(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000)
}
