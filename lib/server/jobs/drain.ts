import 'server-only'
import { workBulk } from '../bulk/work-bulk'
import { sweep } from './sweep'
import { workJobs } from './work-jobs'
import { workInbox } from './work-inbox'

const BUDGET_MS = 10_000
const JOBS_AT_ONCE = 4

/** Does what the worker would do, ten seconds of each kind at most but for the call in hand, and counts it. */
export async function drain(): Promise<{ events: number; jobs: number; swept: number }> {
  return {
    events: await untilDone(workInbox),
    jobs: (await untilDone(() => workJobs(JOBS_AT_ONCE))) + (await untilDone(workBulk)),
    swept: await untilDone(sweep),
  }
}

async function untilDone(job: (mayGoOn: () => boolean) => Promise<number>): Promise<number> {
  const end = Date.now() + BUDGET_MS
  const mayGoOn = () => Date.now() < end
  let total = 0
  while (mayGoOn()) {
    const done = await job(mayGoOn)
    if (done === 0) break
    total += done
  }
  return total
}
