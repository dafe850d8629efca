import { describe, expect, it } from 'vitest'
import {
  brandOf,
  cvcProblem,
  expiryProblem,
  formatExpiry,
  formatNumber,
  numberProblem,
  postalCodeProblem,
} from '../../sandbox/stripe-js/frame/card-checks'

describe('what the card fields make of what is typed', () => {
  it.each([
    ['4242424242424242', '4242 4242 4242 4242', 'visa', undefined],
    ['2223003122003222', '2223 0031 2200 3222', 'mastercard', undefined],
    ['378282246310005', '3782 822463 10005', 'amex', undefined],
    ['30569309025904', '3056 930902 5904', 'diners', undefined],
    ['42424242', '4242 4242', 'visa', 'incomplete_number'],
    ['4242424242424241', '4242 4242 4242 4241', 'visa', 'invalid_number'],
    ['4242-4242-4242-4242-99', '4242 4242 4242 4242', 'visa', undefined],
    ['', '', 'unknown', 'incomplete_number'],
  ])('a number typed as %j', (...[typed, shown, brand, problem]) => {
    expect(formatNumber(typed)).toBe(shown)
    expect(brandOf(shown)).toBe(brand)
    expect(numberProblem(shown)).toBe(problem)
  })

  it.each([
    ['1', '1'],
    ['12', '12 / '],
    ['4', '04 / '],
    ['1/', '01 / '],
    ['1234', '12 / 34'],
    ['434', '04 / 34'],
    ['12/2034', '12 / 34'],
    ['122034', '12 / 34'],
    ['12 / 345', '12 / 34'],
    ['', ''],
  ])('a date typed as %j', (typed, shown) => expect(formatExpiry(typed, false)).toBe(shown))

  it.each([
    ['11 / 26', undefined],
    ['10 / 26', 'invalid_expiry_month_past'],
    ['12 / 25', 'invalid_expiry_year_past'],
    ['12 / 90', 'invalid_expiry_year'],
    ['13', 'invalid_expiry_month'],
    ['00 / 30', 'invalid_expiry_month'],
    ['12 / 3', 'incomplete_expiry'],
    ['', 'incomplete_expiry'],
  ])('the date %j in November 2026', (shown, problem) => {
    expect(expiryProblem(shown, new Date(2026, 10, 21))).toBe(problem)
  })

  it('asks American Express for four digits and everybody else for three', () => {
    expect(cvcProblem('123', '4242')).toBeUndefined()
    expect(cvcProblem('123', '3782')).toBe('incomplete_cvc')
  })

  it('checks a postal code where it knows its shape', () => {
    expect(postalCodeProblem('94107', 'US')).toBeUndefined()
    expect(postalCodeProblem('9410', 'US')).toBe('incomplete_zip')
    expect(postalCodeProblem('SW1A 1AA', 'GB')).toBeUndefined()
    expect(postalCodeProblem('', 'DE')).toBeUndefined()
  })
})
