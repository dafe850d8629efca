import { describe, expect, it } from 'vitest'
import { periodEnd } from '../../sandbox/machines/billing-period'

const at = (text: string) => Date.parse(`${text}T12:00:00Z`) / 1000
const day = (time: number) => new Date(time * 1000).toISOString().slice(0, 10)

describe('the end of a billing period', () => {
  it.each([
    ['month', 1, '2026-01-31', ['2026-02-28', '2026-03-31', '2026-04-30']],
    ['month', 3, '2026-11-30', ['2027-02-28', '2027-05-30', '2027-08-30']],
    ['year', 1, '2024-02-29', ['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']],
    ['week', 2, '2026-12-25', ['2027-01-08', '2027-01-22']],
    ['day', 10, '2026-02-25', ['2026-03-07', '2026-03-17']],
  ])('is counted from where the first began (every %s × %i)', (...[interval, interval_count, anchor, ends]) => {
    let time = at(anchor)
    const found = ends.map(() => day((time = periodEnd(at(anchor), { interval, interval_count }, time))))
    expect(found).toEqual(ends)
    expect(day(periodEnd(at(anchor), { interval, interval_count }, time - 1))).toBe(ends.at(-1))
  })
})
