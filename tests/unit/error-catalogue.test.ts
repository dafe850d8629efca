import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EXPLAINED_CODES, explain } from '@/lib/domain/error-catalogue'

const AMAZON_PAY = [
  'payment_intent_invalid_currency',
  'missing_required_parameter',
  'payment_intent_payment_attempt_failed',
  'payment_intent_redirect_confirmation_without_return_url',
  'payment_intent_authentication_failure',
  'payment_intent_payment_attempt_expired',
  'payment_method_provider_decline',
  'payment_method_provider_timeout',
  'payment_method_customer_decline',
  'payment_method_not_available',
  'setup_attempt_failed',
  'setup_intent_authentication_failure',
  'setup_intent_setup_attempt_expired',
  'setup_intent_unexpected_state',
]
const REQUESTS = [
  'parameter_unknown',
  'parameter_missing',
  'parameter_invalid_empty',
  'parameter_invalid_integer',
  'parameters_exclusive',
  'resource_missing',
  'amount_too_small',
  'amount_too_large',
  'payment_intent_unexpected_state',
  'payment_intent_invalid_parameter',
  'charge_already_refunded',
  'charge_disputed',
  'authentication_required',
  'secret_key_required',
  'rate_limit',
  'lock_timeout',
  'idempotency_error',
  'idempotency_key_in_use',
  'api_error',
]
const CARDS = [
  'card_declined',
  'generic_decline',
  'insufficient_funds',
  'lost_card',
  'stolen_card',
  'expired_card',
  'incorrect_cvc',
  'processing_error',
  'incorrect_number',
  'invalid_number',
  'invalid_cvc',
  'invalid_expiry_month',
  'invalid_expiry_year',
  'card_velocity_exceeded',
]
const SENTENCES = /^[A-Z][^_]*[.]$/
const MONEY =
  /^(Nothing was charged\.|Nothing was charged, and nothing was saved\.|You have been charged\.|We’re not sure yet whether this went through\.)/
const KNOWN = [true, false, undefined].flatMap((movedMoney) =>
  [null, 'amazon_pay', 'card'].map((methodType) => ({ movedMoney, methodType })),
)

describe('what a failure is called', () => {
  it.each([...AMAZON_PAY, ...REQUESTS, ...CARDS])('is known for %s', (code) => expect(EXPLAINED_CODES).toContain(code))

  it('lists each code once', () => expect(new Set(EXPLAINED_CODES).size).toBe(EXPLAINED_CODES.length))

  it.each(EXPLAINED_CODES)('is two sentences for the customer and one for the merchant: %s', (code) => {
    for (const known of KNOWN) {
      const { customer, customerNext, merchant, link } = explain(code, known)
      expect(customer).toMatch(SENTENCES)
      expect(customer).toMatch(MONEY)
      expect(customerNext).toMatch(SENTENCES)
      expect(merchant).toMatch(/^[A-Z].*\.$/)
      expect(link).toBe(new URL(link).href)
      expect(link.endsWith(`#${code.replaceAll('_', '-')}`)).toBe(true)
    }
  })

  it('says first what the caller knows of the money', () => {
    for (const code of [...EXPLAINED_CODES, 'never_heard_of']) {
      expect(explain(code, { movedMoney: true }).customer).toMatch(/^You have been charged\./)
      expect(explain(code, { movedMoney: false }).customer).toMatch(/^Nothing was charged/)
    }
  })

  it('never tells somebody to pay again who has paid or may have paid', () => {
    for (const code of [...EXPLAINED_CODES, 'never_heard_of'])
      for (const known of KNOWN) {
        const { customer, customerNext } = explain(code, known)
        if (!customer.startsWith('Nothing was charged')) expect(customerNext).toMatch(/^Don’t pay again/)
      }
  })

  it.each([null, 'amazon_pay', undefined])('never says card to somebody who pays with %s', (methodType) => {
    for (const code of EXPLAINED_CODES) {
      const { customer, customerNext } = explain(code, { movedMoney: false, methodType })
      expect(`${customer} ${customerNext}`).not.toMatch(/\bcards?\b/i)
    }
  })

  it('tells a card customer what to mend', () => {
    const byCard = { methodType: 'card' }
    expect(explain('expired_card', byCard).customer).toBe('Nothing was charged. Your card has expired.')
    expect(explain('incorrect_cvc', byCard).customer).toContain('security code')
  })

  it.each(['lost_card', 'stolen_card', 'fraudulent', 'pickup_card'])('never tells a customer about %s', (code) =>
    expect(explain(code, { methodType: 'card' }).customer).toBe(
      explain('generic_decline', { methodType: 'card' }).customer,
    ),
  )
})

describe('a code nobody has explained', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '', 'Card_declined', null, undefined])(
    'is met with safe sentences: %j',
    (code) => {
      expect(explain(code)).toEqual({
        customer: 'We’re not sure yet whether this went through.',
        customerNext: 'Don’t pay again: we’re checking.',
        merchant: expect.stringMatching(/^[A-Z].*\.$/) as string,
        link: 'https://docs.stripe.com/error-codes',
      })
    },
  )

  it('is never repeated to anybody', () => {
    const whatever = { ...explain('unheard') }
    fc.assert(
      fc.property(fc.string(), (code) => {
        fc.pre(!EXPLAINED_CODES.includes(code))
        expect(explain(code)).toEqual(whatever)
      }),
      { numRuns: 1000 },
    )
  })
})
