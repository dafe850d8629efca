import { afterAll, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { newMerchant } from '../support/charging'
import { brokenRules, endsOf, isLegal } from '../support/race-ends'
import { PAIRS, raceAll, receiveWebhooks, runDry } from '../support/races'
import { control } from '../support/saving'
import { clearingBalances } from '@/lib/server/ledger/store'
import { db } from '@/lib/server/db'

// How often each pair races, and the seed of the small delays and of the webhooks' disorder. 200 times each:
// RACES=200 node scripts/test.mjs --only integration races-removal
const TIMES = Number(process.env.RACES ?? 3)
const SEED = Number(process.env.RACES_SEED ?? 1)

// Rounds that share a world at Stripe.
const TOGETHER = 4

const stopWebhooks = await receiveWebhooks()
afterAll(stopWebhooks)

it(
  `every pair of charge, remove, Dashboard detach and customer deleted ends legally (${TIMES} times each, seed ${SEED})`,
  { timeout: 60_000 + TIMES * 30_000 },
  async () => {
    const merchant = await newMerchant()
    await control.webhooks({ seed: SEED, shuffle: true, duplicate: 0.2, secondEventId: 0.1, parallel: 4 })
    const reached = new Map<string, number>()
    const rounds = Array.from({ length: TIMES }, (_, round) => round)
    for (let from = 0; from < TIMES; from += TOGETHER) {
      await freshWorld()
      const before = await net()
      const races = await raceAll(rounds.slice(from, from + TOGETHER), { merchant, seed: SEED })
      await runDry()
      const ends = await endsOf(races)
      const illegal = ends.filter((end) => !isLegal(end)).map((end) => ({ ...told(end), broken: brokenRules(end) }))
      expect(illegal, `rounds from ${from}`).toEqual([])
      expect(ends).toHaveLength(PAIRS.length * rounds.slice(from, from + TOGETHER).length)
      expect((await net()) - before).toBe((await control.balance())['usd']?.net ?? 0)
      expect(await db().stripeEvent.count({ where: { handledAt: null } })).toBe(0)
      for (const end of ends) count(reached, outcomeOf(end))
    }
    if (process.env.RACES)
      console.log(
        [...reached]
          .toSorted()
          .map(([outcome, times]) => `${times} × ${outcome}`)
          .join('\n'),
      )
  },
)

type End = Awaited<ReturnType<typeof endsOf>>[number]

async function net(): Promise<number> {
  return (await clearingBalances()).find(({ currency }) => currency === 'usd')?.amount ?? 0
}

function told({ pair, answers, method, payments, openJobs }: End) {
  return {
    pair,
    answers,
    method: [method.status, method.detachReason],
    payments: payments.map(({ status, failure, errorMessage }) => [status, failure, errorMessage]),
    openJobs: openJobs.map(({ kind, attempts, lastError }) => [kind, attempts, lastError]),
  }
}

function outcomeOf({ pair, method, payments }: End): string {
  const paid = payments.map(({ status, failure }) => failure ?? status)
  return `${pair.join(' / ')}: ${[method.detachReason ?? method.status, ...paid].join(', ')}`
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
