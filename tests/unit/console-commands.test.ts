import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCommand, typedAmount } from '@/components/console/read-command'
import { daysLeft, endsSoon, isOver, timeLeft } from '@/components/console/time-left'
import { currenciesOf, MAX_AMOUNT, parseMoney } from '@/lib/domain/money'

const now = '2026-11-21T04:00:00.000Z'
const later = (seconds: number) => new Date(Date.parse(now) + seconds * 1000).toISOString()
const HOUR = 3600
const DAY = 24 * HOUR

describe('how long a hold still lasts', () => {
  it.each([
    [7 * DAY, '7 d 0 h left'],
    [2 * DAY + 4 * HOUR + 59 * 60, '2 d 4 h left'],
    [DAY, '1 d 0 h left'],
    [DAY - 1, '23 h 59 min left'],
    [59, 'less than a minute left'],
    [60, '1 min left'],
    [0, 'over'],
    [-1, 'over'],
  ])('is said %i seconds before its end as %s', (seconds, words) => expect(timeLeft(later(seconds), now)).toBe(words))

  it('is told in days where hours do not matter', () => {
    expect(daysLeft(later(6 * DAY + HOUR), now)).toBe('6 days left')
    expect(daysLeft(later(DAY), now)).toBe('1 day left')
    expect(daysLeft(later(HOUR), now)).toBe('1 h 0 min left')
  })

  it('is pressing within the last day, and over at its very end', () => {
    expect([endsSoon(later(DAY), now), endsSoon(later(DAY - 1), now)]).toEqual([false, true])
    expect([isOver(later(1), now), isOver(later(0), now)]).toEqual([false, true])
  })
})

describe('an amount that is filled in for somebody', () => {
  it('is read back as the same amount in every currency', () => {
    const money = fc.record({
      amount: fc.integer({ min: 1, max: MAX_AMOUNT }),
      currency: fc.constantFrom(...currenciesOf('DE')),
    })
    fc.assert(
      fc.property(money, ({ amount, currency }) => {
        expect(parseMoney(typedAmount({ amount, currency }), currency)).toBe(amount)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('what a form asks for', () => {
  const most = { amount: 6000, currency: 'usd' }
  const formOf = (fields: Record<string, string>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    return form
  }

  it.each([
    ['', 'Enter an amount.'],
    ['abc', 'Enter an amount such as 12.00, up to $60.00.'],
    ['12,50', 'Enter an amount such as 12.00, up to $60.00.'],
    ['0', 'Enter an amount such as 12.00, up to $60.00.'],
    ['60.01', 'The most is $60.00.'],
  ])('is refused beside the field for %j', (amount, error) => {
    for (const kind of ['capture', 'refund'] as const)
      expect(readCommand(kind, 'key', { form: formOf({ amount }), most })).toEqual({
        asked: null,
        errors: { amount: error },
      })
  })

  it('is a part, all of it, or an end without an amount', () => {
    const read = (kind: 'capture' | 'cancel' | 'refund', fields: Record<string, string>) =>
      readCommand(kind, 'key', { form: formOf(fields), most }).asked
    expect(read('capture', { amount: '54' })).toEqual({ kind: 'capture', key: 'key', body: { amount: 5400 } })
    expect(read('refund', { amount: '60.00', reason: '' })).toEqual({
      kind: 'refund',
      key: 'key',
      body: { amount: 6000 },
    })
    expect(read('refund', { amount: '1', reason: 'duplicate' })?.body).toEqual({ amount: 100, reason: 'duplicate' })
    expect(read('cancel', {})).toEqual({ kind: 'cancel', key: 'key', body: {} })
  })
})
