import { expect, it } from 'vitest'
import { type Interval, nextPeriod, trialEnd } from '@/lib/domain/billing-period'

it.each<[Interval, string, string]>([
  ['day', '2026-11-30T12:00:00Z', '2026-12-01T12:00:00Z'],
  ['week', '2026-12-28T12:00:00Z', '2027-01-04T12:00:00Z'],
  ['month', '2026-11-21T12:00:00Z', '2026-12-21T12:00:00Z'],
  ['month', '2026-12-31T23:59:59Z', '2027-01-31T23:59:59Z'],
  ['month', '2027-01-31T00:00:00Z', '2027-02-28T00:00:00Z'],
  ['month', '2028-01-31T00:00:00Z', '2028-02-29T00:00:00Z'],
  ['year', '2028-02-29T00:00:00Z', '2029-02-28T00:00:00Z'],
])('a %s that begins on %s is followed by one that begins on %s', (interval, start, next) => {
  expect(nextPeriod(new Date(start), interval)).toEqual(new Date(next))
})

it('a trial ends as many days later, over the end of a month too', () => {
  expect(trialEnd(new Date('2026-11-21T12:00:00Z'), 14)).toEqual(new Date('2026-12-05T12:00:00Z'))
})
