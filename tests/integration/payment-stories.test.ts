import { describe, expect, it } from 'vitest'
import { seed, storiesToTell } from '../support/payment-sizes'
import { drawStory, wordsOf } from '../support/payment-stories'
import { shortened, tellAll, type Told } from '../support/payment-story-run'

const timeout = 6 * 3600_000
console.log(`MANDATE_SEED=${seed} repeats these stories.`)

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
  return [wordsOf(story), ...broken]
}

function tally(told: readonly Told[]): string {
  const counts = new Map<string, number>()
  for (const { state } of told) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts].map(([state, count]) => `${state} ${count}`).join(', ')
}
