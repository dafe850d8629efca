import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { carryOut } from './carry-out'
import type { LeasedJob } from './store'

// How long somebody waits for Stripe before the page goes on asking.
const WAIT_MS = 10_000

/**
 * Carries a command out for the request that wrote it, which waits ten seconds at most. Longer calls go on behind the
 * answer; what they do not finish, the worker does.
 */
export async function runNow(job: LeasedJob): Promise<void> {
  const waited = new AbortController()
  const long = pause(WAIT_MS, undefined, { signal: waited.signal, ref: false }).catch(() => undefined)
  await Promise.race([carryOut(job).finally(() => waited.abort()), long])
}
