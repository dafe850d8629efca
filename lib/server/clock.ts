import 'server-only'
import { db } from './db'
import { isSandboxConfigured } from './env'

/**
 * The one business clock: the database's time, moved by an offset that is honoured only beside the sandbox. Leases,
 * sessions and webhook signatures use real time instead.
 */
export async function businessNow(): Promise<Date> {
  const [row] = await db().$queryRaw<{ now: Date; offset: number }[]>`
    select now(), coalesce((select offset_seconds from clock), 0) as offset`
  if (!row) throw new Error('The database did not tell the time.')
  return isSandboxConfigured() ? addSeconds(row.now, row.offset) : row.now
}

/** A time `seconds` later. */
export function addSeconds(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000)
}
