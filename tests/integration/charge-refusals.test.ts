import { beforeAll, describe, expect, it } from 'vitest'
import { backend } from '../support/backend'
import { freshWorld } from '../support/business-clock'
import { openShop, refused, traces } from '../support/charge-refused'
import { customerWithMethod } from '../support/charging'
import { type Sent, send } from '../support/requests'
import { POST } from '@/app/api/charges/route'

type Shop = Awaited<ReturnType<typeof openShop>>
let shop: Shop

// What is refused changes nothing, so that all of these share one shop.
beforeAll(async () => {
  await freshWorld()
  shop = await openShop()
})

const asMerchant = (changes: object = {}) =>
  refused({ cookie: shop.cookies.merchant, json: { ...shop.body, ...changes } })

describe('a charge is refused, and nothing is written or sent,', () => {
  it.each<[string, () => Sent, number, string]>([
    ['when nobody is signed in', () => ({}), 401, 'unauthenticated'],
    ['for a customer', () => ({ cookie: shop.cookies.customer }), 403, 'forbidden'],
    ['with a session that is not ours', () => ({ cookie: `session-${backend.port}=made.up` }), 401, 'unauthenticated'],
    ['from another site', () => ({ headers: { origin: 'https://evil.test' } }), 403, 'foreign_origin'],
    ['without an origin', () => ({ headers: { origin: null } }), 403, 'foreign_origin'],
    ['from an opaque origin', () => ({ headers: { origin: 'null' } }), 403, 'foreign_origin'],
    ['from a sibling site', () => ({ headers: { 'sec-fetch-site': 'same-site' } }), 403, 'foreign_origin'],
    ['with two credentials', () => ({ headers: { authorization: 'Bearer x' } }), 400, 'ambiguous_credentials'],
    ['as plain text', () => ({ headers: { 'content-type': 'text/plain' } }), 415, 'unsupported_media_type'],
    ['as half a JSON', () => ({ json: '{"amount":' }), 400, 'malformed_request'],
    ['as a list', () => ({ json: [] }), 422, 'validation_failed'],
    ['of 65 kilobytes', () => ({ json: { ...shop.body, description: 'x'.repeat(66_000) } }), 413, 'payload_too_large'],
  ])('%s', async (_when, sent, ...[status, code]) => {
    const asked: Sent = { json: shop.body, ...sent() }
    const isAnonymous = code === 'unauthenticated' || 'cookie' in asked
    const cookie = isAnonymous ? asked.cookie : shop.cookies.merchant
    expect(await refused({ ...asked, cookie })).toMatchObject({ status, code })
  })

  it.each<[string, object]>([
    ['no amount', { amount: undefined }],
    ['an amount as text', { amount: '1200' }],
    ['half a cent', { amount: 1200.5 }],
    ['nothing to pay', { amount: 0 }],
    ['a negative amount', { amount: -1200 }],
    ['a sextillion', { amount: 1e21 }],
    ['one more than the most', { amount: 100_000_000 }],
    ['an amount that is null', { amount: null }],
    ['a currency in capitals', { currency: 'USD' }],
    ['half a currency', { currency: 'us' }],
    ['no currency', { currency: undefined }],
    ['no description', { description: undefined }],
    ['a blank description', { description: ' \n ' }],
    ['a description over two lines', { description: 'Ride\nto the moon' }],
    ['a description with a zero byte', { description: 'Ride\u0000' }],
    ['a description with an escape', { description: '\u001b[31mRide' }],
    ['a description with a C1 control', { description: 'Ride\u0085home' }],
    ['a description of 201 characters', { description: 'x'.repeat(201) }],
    ['a description as a list', { description: ['Ride'] }],
    ['a customer that is no id', { customerId: 'cus_123' }],
    ['a method that is no id', { paymentMethodId: 'pm_123' }],
    ['a method that is null', { paymentMethodId: null }],
    ['a PaymentIntent', { paymentIntentId: 'pi_123' }],
    ['a capture method', { capture_method: 'manual' }],
    ['a field named like a part of JavaScript', { constructor: {} }],
  ])('with %s', async (_what, changes) => {
    const { status, code, issues } = await asMerchant(changes)
    expect([status, code, new Set(issues?.map(({ path }) => path)).size]).toEqual([422, 'validation_failed', 1])
  })

  it.each([
    ['yen', { currency: 'jpy' }],
    ['euros', { currency: 'eur' }],
    ['a currency nobody knows', { currency: 'xyz' }],
    ['a currency named like a part of JavaScript', { currency: 'toString'.slice(0, 3).toLowerCase() }],
  ])('in %s by a shop in the United States', async (_what, changes) => {
    const { currency } = changes
    expect(await asMerchant(changes)).toMatchObject({
      status: 422,
      code: 'currency_unavailable',
      detail: `Amazon Pay can’t be charged in ${currency.toUpperCase()} by a shop in US. It takes USD.`,
      issues: [{ path: 'currency' }],
    })
  })

  it('below Stripe’s minimum', async () => {
    expect(await asMerchant({ amount: 49 })).toMatchObject({
      status: 422,
      code: 'amount_too_small',
      detail: 'The smallest charge is $0.50.',
      issues: [{ path: 'amount' }],
    })
  })

  it('by a form, which goes back to its page with a code from the closed list', async () => {
    const page = `/console/customers/${shop.customer.id}`
    const form = { ...shop.body, amount: '12,00', attemptKey: crypto.randomUUID() }
    const before = await traces()
    const sent = { cookie: shop.cookies.merchant, form, headers: { referer: `${backend.origin}${page}` } }
    const response = await send(POST, sent)
    expect([response.status, response.headers.get('location')]).toEqual([303, `${page}?problem=validation_failed`])
    expect(await traces()).toEqual(before)
  })

  it('for a customer who does not exist', async () => {
    const answer = await asMerchant({ customerId: crypto.randomUUID() })
    expect(answer).toMatchObject({ status: 404, code: 'not_found', detail: 'There is no such customer.' })
  })

  it('with another customer’s method, or one that does not exist', async () => {
    const { paymentMethod } = await customerWithMethod()
    const answers = [
      await asMerchant({ paymentMethodId: paymentMethod.id }),
      await asMerchant({ paymentMethodId: crypto.randomUUID() }),
    ]
    expect(answers).toMatchObject([
      { status: 409, code: 'mandate_missing' },
      { status: 409, code: 'mandate_missing' },
    ])
    expect(answers[0]?.detail).toBe(answers[1]?.detail)
  })
})
