import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currenciesOf, formatMoney, MAX_AMOUNT, minimumOf, parseMoney } from '@/lib/domain/money'

describe('a typed amount', () => {
  it.each([
    ['12', 'usd', 1200],
    ['12.5', 'usd', 1250],
    ['12.00', 'usd', 1200],
    [' 12.00 ', 'usd', 1200],
    ['0.50', 'usd', 50],
    ['0.01', 'usd', 1],
    // What floating point would make 1998.9999 of.
    ['19.99', 'usd', 1999],
    ['1.10', 'usd', 110],
    ['4.35', 'usd', 435],
    ['00012', 'usd', 1200],
    ['999999.99', 'usd', 99_999_999],
    ['500', 'jpy', 500],
    ['99999999', 'jpy', 99_999_999],
  ])('%j in %s is %d minor units', (typed, currency, amount) => {
    expect(parseMoney(typed, currency)).toBe(amount)
  })

  it.each([
    ['', 'usd'],
    [' ', 'usd'],
    ['0', 'usd'],
    ['0.00', 'usd'],
    ['-12', 'usd'],
    ['+12', 'usd'],
    ['12,00', 'usd'],
    ['1,200.00', 'usd'],
    ['1 200', 'usd'],
    ['12.', 'usd'],
    ['.5', 'usd'],
    ['12.345', 'usd'],
    ['12.000', 'usd'],
    ['1e3', 'usd'],
    ['0x10', 'usd'],
    ['Infinity', 'usd'],
    ['NaN', 'usd'],
    ['$12', 'usd'],
    ['１２', 'usd'],
    ['12\n13', 'usd'],
    ['1000000', 'usd'],
    ['9'.repeat(30), 'usd'],
    ['500.0', 'jpy'],
    ['0.5', 'jpy'],
    ['100000000', 'jpy'],
  ])('%j in %s is not guessed at', (typed, currency) => {
    expect(parseMoney(typed, currency)).toBeNull()
  })

  it('comes out of its own display again, for every amount', () => {
    const currency = fc.constantFrom('usd', 'eur', 'jpy')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_AMOUNT }), currency, (amount, currency) => {
        const shown = formatMoney({ amount, currency }).replaceAll(/[^0-9.]/g, '')
        return parseMoney(shown, currency) === amount
      }),
    )
  })

  it('is never anything but a whole number of minor units that Stripe takes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String)), (typed) => {
        const amount = parseMoney(typed, 'usd')
        return amount === null || (Number.isInteger(amount) && amount > 0 && amount <= MAX_AMOUNT)
      }),
    )
  })
})

describe('an amount as people read it', () => {
  it.each([
    [{ amount: 1200, currency: 'usd' }, '$12.00'],
    [{ amount: 5, currency: 'usd' }, '$0.05'],
    [{ amount: 99_999_999, currency: 'usd' }, '$999,999.99'],
    [{ amount: 500, currency: 'jpy' }, '¥500'],
    [{ amount: 1200, currency: 'eur' }, '€12.00'],
    [{ amount: -1200, currency: 'usd' }, '-$12.00'],
  ])('%j is %s', (money, shown) => {
    expect(formatMoney(money)).toBe(shown)
  })
})

describe('what a shop may be paid in', () => {
  it('is US dollars alone in the United States, and twelve currencies elsewhere', () => {
    expect(currenciesOf('US')).toEqual(['usd'])
    const all = ['aud', 'chf', 'dkk', 'eur', 'gbp', 'hkd', 'jpy', 'nok', 'nzd', 'sek', 'usd', 'zar']
    expect([currenciesOf('DE').toSorted(), currenciesOf('GB').toSorted()]).toEqual([all, all])
  })

  it('has a smallest amount in each currency, as Stripe lists it', () => {
    const minimums = Object.fromEntries(currenciesOf('DE').map((currency) => [currency, minimumOf(currency)]))
    expect(minimums).toMatchObject({ usd: 50, eur: 50, gbp: 30, jpy: 50, dkk: 250, sek: 300, nok: 300, hkd: 400 })
  })
})
