import { describe, expect, it } from 'vitest'
import { savedMethod } from './payments'
import { form, sandboxForThisFile } from './sandbox-under-test'
import { priceOf } from './subscribers'

const newWorld = sandboxForThisFile()

describe('what Stripe has and the sandbox has not is refused as such:', () => {
  it('addresses', async () => {
    const { raw } = newWorld()
    for (const [method, path] of [
      ['POST', '/v1/coupons'],
      ['GET', '/v1/billing_portal/configurations'],
      ['POST', '/v1/charges'],
      ['POST', '/v1/invoices/create_preview'],
      ['GET', '/v1/invoices/upcoming'],
      ['POST', '/v1/subscriptions/sub_1/resume'],
      ['DELETE', '/v1/products/prod_1'],
      ['POST', '/v2/billing/meter_events'],
      ['GET', '/v2/core/events'],
      ['POST', '/oauth/token'],
    ] as const) {
      const { status, error } = await raw(path, { method })
      expect([status, error['code'], error['message']]).toEqual([
        404,
        'sandbox_not_imitated',
        `The sandbox does not imitate ${method} ${path}.`,
      ])
    }
  })

  it('words', async () => {
    const { raw } = newWorld()
    const monthly = { currency: 'usd', unit_amount: '100', 'recurring[interval]': 'month' }
    const payment = { amount: '2000', currency: 'usd' }
    for (const [path, fields, name, word] of [
      ['/v1/prices', monthly, 'recurring[usage_type]', 'metered'],
      ['/v1/prices', monthly, 'billing_scheme', 'tiered'],
      ['/v1/payment_intents', payment, 'confirmation_method', 'manual'],
      ['/v1/payment_intents', payment, 'payment_method_options[card][request_three_d_secure]', 'any'],
      ['/v1/subscriptions', {}, 'collection_method', 'send_invoice'],
      ['/v1/subscriptions', { 'items[0][price]': 'price_1' }, 'payment_behavior', 'pending_if_incomplete'],
    ] as const) {
      expect((await raw(path, form({ ...fields, [name]: word }))).error).toMatchObject({
        code: 'sandbox_not_imitated',
        param: name,
        message: `The sandbox does not imitate \`${name}=${word}\`.`,
      })
    }
  })

  it('parameters, those of other payment methods too', async () => {
    const { raw } = newWorld()
    const payment = { amount: '2000', currency: 'usd' }
    for (const [path, fields, param] of [
      [
        '/v1/payment_intents',
        { ...payment, 'payment_method_options[link][persistent_token]': 'x' },
        'payment_method_options[link]',
      ],
      ['/v1/payment_intents', { ...payment, 'payment_method_data[ideal][bank]': 'ing' }, 'payment_method_data[ideal]'],
      ['/v1/payment_methods', { type: 'ideal', 'ideal[bank]': 'ing' }, 'ideal'],
      ['/v1/tokens', { 'pii[id_number]': '1' }, 'pii'],
      ['/v1/customers', { balance: '-500' }, 'balance'],
      ['/v1/customers', { test_clock: 'false' }, 'test_clock'],
      ['/v1/payment_intents', { ...payment, payment_method_configuration: 'false' }, 'payment_method_configuration'],
    ] as const) {
      expect((await raw(path, form(fields))).error).toMatchObject({ code: 'sandbox_not_imitated', param })
    }
  })
})

it('what is not wanted needs no imitation', async () => {
  const world = newWorld()
  const { customer } = await savedMethod(world)
  const session = await world.stripe.checkout.sessions.create({
    mode: 'payment',
    customer,
    line_items: [{ price: (await priceOf(world, { recurring: undefined } as object)).id, quantity: 1 }],
    success_url: 'https://shop.test/done',
    allow_promotion_codes: false,
    automatic_tax: { enabled: false },
    invoice_creation: { enabled: false },
    phone_number_collection: { enabled: false },
    tax_id_collection: { enabled: false },
  })
  expect(session).toMatchObject({ allow_promotion_codes: false, automatic_tax: { enabled: false }, status: 'open' })
  const intent = { amount: 1200, currency: 'usd', confirm: true, payment_method: 'pm_card_visa' } as const
  const paid = await world.stripe.paymentIntents.create({
    ...intent,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    error_on_requires_action: false,
  })
  expect(paid).not.toHaveProperty('error_on_requires_action')
  const options = { card: { request_three_d_secure: 'automatic' } } as const
  expect((await world.stripe.setupIntents.create({ payment_method_options: options })).status).toBe(
    'requires_payment_method',
  )
  const challenge = { 'payment_method_options[card][request_three_d_secure]': 'any' }
  expect((await world.raw('/v1/setup_intents', form(challenge))).error['code']).toBe('sandbox_not_imitated')
  const wanted = { mode: 'setup', currency: 'usd', success_url: 'https://shop.test/', 'automatic_tax[enabled]': 'true' }
  expect((await world.raw('/v1/checkout/sessions', form(wanted))).error['code']).toBe('sandbox_not_imitated')
})
