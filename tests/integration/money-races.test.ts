import { beforeAll, describe, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { brokenRules, comeToRest, type End, endsOf, PAIRS, raceAll } from '../support/money-races'
import { receiveWebhooks } from '../support/races'
import { control } from '../support/saving'
import { db } from '@/lib/server/db'

// More: MONEY_RACES=100 node scripts/test.mjs --only integration money-races; each round is every pair on both payments.
const ROUNDS = Number(process.env.MONEY_RACES ?? 1)
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)

let ends: End[] = []

beforeAll(
  async () => {
    await freshWorld()
    await db().job.deleteMany()
    await control.outcomes({ refundStartsAs: 'pending', nextRefund: 'succeed' })
    await control.webhooks({ parallel: 20 })
    const stopWebhooks = await receiveWebhooks()
    try {
      const races = await raceAll(ROUNDS, SEED)
      await comeToRest()
      ends = await endsOf(races)
    } finally {
      stopWebhooks()
    }
  },
  120_000 + ROUNDS * 120_000,
)

describe(`two at once on one payment (${ROUNDS} rounds, seed ${SEED})`, () => {
  it.each(PAIRS.map((pair) => [...pair] as const))('%s and %s', (one, other) => {
    const own = ends.filter(({ pair }) => pair[0] === one && pair[1] === other)
    expect(own).toHaveLength(2 * ROUNDS)
    for (const end of own) expect({ end, broken: brokenRules(end) }).toEqual({ end, broken: [] })
  })
})
