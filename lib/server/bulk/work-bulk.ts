import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { addSeconds, businessNow } from '../clock'
import { env } from '../env'
import { carryOut } from '../jobs/carry-out'
import { claimJobs, type LeasedJob } from '../jobs/store'
import { stripeAccount } from '../stripe/account'
import { budgetWait, bulkWork, fileNextLine, takeFromBudget } from './store'

/**
 * How many requests to Stripe one charge causes: create and confirm, and what is read again because its events say so or
 * because it was declined. Measured are 2.3 to 3.4 (docs/benchmarks.md); the rest is for events that come early.
 */
export const CALLS_PER_CHARGE = 5

// As many as one worker waits for Stripe with at the same time.
const AT_ONCE = 8
// While so many have not been answered, for instance because Stripe is away, no further line begins.
const OPEN_AT_MOST = 64
const LONGEST_PAUSE_MS = 250

/**
 * Charges line after line of the lists that are running, as fast as the budget allows, and answers how many it began. Ends
 * when there is nothing left to begin or `mayGoOn` says so, and whatever is in hand is finished. Any number of workers may
 * do so at once; commands of people are never among them (lib/server/jobs).
 */
export async function workBulk(mayGoOn: () => boolean = () => true): Promise<number> {
  const inHand = new Set<Promise<void>>()
  let begun = 0
  try {
    while (mayGoOn()) {
      if (inHand.size >= AT_ONCE) await Promise.race(inHand)
      const next = await nextCharge()
      if (next === 'nothing') break
      if (next === 'not_yet') await waitForBudget()
      else if (next) {
        const run = carryOut(next).finally(() => inHand.delete(run))
        inHand.add(run)
        begun++
      }
    }
  } finally {
    await Promise.all(inHand)
  }
  return begun
}

/** Whether further bulk work may be filed: what is filed and waits keeps its customers from paying themselves. */
export async function hasRoom(): Promise<boolean> {
  return (await bulkWork()).open < OPEN_AT_MOST
}

/** Null when somebody else was faster, or the line had to be skipped. */
async function nextCharge(): Promise<LeasedJob | 'nothing' | 'not_yet' | null> {
  const { isDue, isRunning, open } = await bulkWork()
  const mayFile = isRunning && open < OPEN_AT_MOST
  if (!isDue && !mayFile) return 'nothing'
  // May ask Stripe, once per process: not with a part of the budget in hand.
  const account = await stripeAccount()
  if (!(await takeFromBudget(budget()))) return 'not_yet'
  if (isDue) return (await claimJobs(1, { isBulk: true }))[0] ?? null
  const now = await businessNow()
  // The first minute belongs to the command; then the sweep looks after it as well.
  const statementDescriptor = env().STATEMENT_DESCRIPTOR ?? null
  return fileNextLine({ account, statementDescriptor, now, nextSyncAt: addSeconds(now, 60) })
}

async function waitForBudget(): Promise<void> {
  await pause(Math.min(await budgetWait(budget()), LONGEST_PAUSE_MS))
}

function budget() {
  return { perSecond: env().STRIPE_RATE_LIMIT, cost: CALLS_PER_CHARGE }
}
