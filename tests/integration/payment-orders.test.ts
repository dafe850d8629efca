import { describe, expect, it } from 'vitest'
import { WAYS } from '../support/payment-orders'
import { drawPlans, usualPlan, wordsOf } from '../support/payment-plans'
import { endsOf } from '../support/payment-runs'
import { ordersToTry, seed, storiesToTell } from '../support/payment-sizes'
import { drawStory, wordsOf as wordsOfStory } from '../support/payment-stories'
import { shortened, tellAll, type Told } from '../support/payment-story-run'

const timeout = 6 * 3600_000
console.log(`MANDATE_SEED=${seed} repeats these orders and stories.`)

const HOW_IT_ENDS = {
  approves: { order: 'paid', payments: ['paid'] },
  saves: { order: 'paid', payments: ['paid'] },
  holds: { order: 'authorized', payments: ['authorized'] },
  declines: { order: 'failed', payments: ['declined'] },
  'declines, then approves': { order: 'paid', payments: ['paid'] },
}

describe('whatever the order in which answers, events, the return and the sweep are handled,', () => {
  it.each(WAYS)('a customer who %s ends in the same rows', { timeout }, async (way) => {
    const [usual, ...ends] = await endsOf([usualPlan(way), ...drawPlans(way, { seed, count: ordersToTry })])
    expect(usual?.rows).toMatchObject({ rows: { states: HOW_IT_ENDS[way] } })
    expect(ends).toHaveLength(ordersToTry)
    const others = ends.filter(({ rows }) => JSON.stringify(rows) !== JSON.stringify(usual?.rows))
    for (const { plan, rows } of others.slice(0, 1)) expect(rows, wordsOf(plan)).toEqual(usual?.rows)
    expect(others.map(({ plan }) => wordsOf(plan))).toEqual([])
  })
})

describe('whatever happens to an order,', () => {
  it('it ends as Stripe says: charged once, booked once, each mail and each fulfilment once', { timeout }, async () => {
    const told = await tellAll(Array.from({ length: storiesToTell }, (_, number) => drawStory(seed, number)))
    expect(told).toHaveLength(storiesToTell)
    const broken = told.filter((each) => each.broken.length > 0)
    const [shortest] = await Promise.all(broken.slice(0, 1).map(shortened))
    expect([...(shortest ? [shortest] : []), ...broken].map(words)).toEqual([])
    console.log(`${told.length} stories ended ${tally(told)}.`)
    // Stories in which nothing comes of an order prove nothing.
    if (told.length >= 100)
      expect(new Set(told.map(({ state }) => state))).toEqual(
        new Set(['paid', 'refunded', 'authorized', 'released', 'failed', 'unpaid']),
      )
  })
})

function words({ story, broken }: Told): string[] {
  return [wordsOfStory(story), ...broken]
}

function tally(told: readonly Told[]): string {
  const counts = new Map<string, number>()
  for (const { state } of told) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts].map(([state, count]) => `${state} ${count}`).join(', ')
}
