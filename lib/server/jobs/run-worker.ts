import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { workBulk } from '../bulk/work-bulk'
import { causesOf, log } from '../logger'
import { sweep } from './sweep'
import { workInbox } from './work-inbox'
import { workJobs } from './work-jobs'

const IDLE_MS = 250
// Independent of each other, so that a call that waits for Stripe keeps nobody else waiting.
const JOBS_AT_ONCE = 4
const SWEEP_MS = 1000
const FAILED_MS = 1000

/**
 * Works until `stop` is aborted: events and commands as they come, bulk charges as the budget allows, and the sweep once a second (what is due is decided by the rows, not
 * by this loop). Any number of workers may run. Whatever is in hand when it stops is finished first.
 */
export async function runWorker(stop: AbortSignal): Promise<void> {
  const sweepOnce = () => sweep(() => !stop.aborted)
  const workOne = () => workJobs()
  const workBulkOnce = () => workBulk(() => !stop.aborted)
  await Promise.all([
    repeat(workInbox, IDLE_MS, stop),
    ...Array.from({ length: JOBS_AT_ONCE }, () => repeat(workOne, IDLE_MS, stop)),
    repeat(workBulkOnce, IDLE_MS, stop),
    repeat(sweepOnce, SWEEP_MS, stop),
  ])
}

async function repeat(job: () => Promise<number>, idleMs: number, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const done = await job().catch((error: unknown) => {
      log.error({ job: job.name, error: causesOf(error) }, 'worker.failed')
      return null
    })
    if (done !== null && done > 0) continue
    await pause(done === null ? FAILED_MS : idleMs, undefined, { signal: stop }).catch(() => undefined)
  }
}
