import 'server-only'
import { sweep } from './sweep'
import { workInbox } from './work-inbox'

const BUDGET_MS = 20_000

/** Does what the worker would do until nothing is due or 20 seconds are over, and counts it. */
export async function drain(): Promise<{ events: number; setups: number }> {
  const end = Date.now() + BUDGET_MS
  return { events: await untilDone(workInbox, end), setups: await untilDone(sweep, end) }
}

async function untilDone(job: () => Promise<number>, end: number): Promise<number> {
  let total = 0
  while (Date.now() < end) {
    const done = await job()
    if (done === 0) break
    total += done
  }
  return total
}
