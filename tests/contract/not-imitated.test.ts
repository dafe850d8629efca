import { expect, it } from 'vitest'
import { savedMethod } from './payments'
import { form, sandboxForThisFile } from './sandbox-under-test'
import { priceOf, subscribed } from './subscribers'

const newWorld = sandboxForThisFile()

it('a parameter or a word that Stripe knows and the sandbox does not is named as such', async () => {
  const world = newWorld()
  const saved = await savedMethod(world)
  const { customer, method } = saved
  const price = await priceOf(world)
  const subscription = await subscribed(world, saved)
  const intent = { amount: '1200', currency: 'usd' }
  for (const [path, fields] of [
    ['/v1/payment_intents', { ...intent, confirmation_method: 'manual' }],
    ['/v1/payment_intents', { ...intent, 'payment_method_options[klarna][capture_method]': 'manual' }],
    ['/v1/payment_intents', { ...intent, 'payment_method_options[card][request_three_d_secure]': 'any' }],
    ['/v1/payment_methods', { type: 'sepa_debit', 'sepa_debit[iban]': 'DE89370400440532013000' }],
    [`/v1/payment_methods/${method}`, { 'card[exp_year]': '2049' }],
    ['/v1/prices', { currency: 'usd', product: String(price.product), billing_scheme: 'tiered' }],
    ['/v1/subscriptions', { customer, 'items[0][price]': price.id, collection_method: 'send_invoice' }],
    [`/v1/invoices/${String(subscription.latest_invoice)}`, { footer: 'Ride on.' }],
  ] as const) {
    const { status, error } = await world.raw(path, form(fields))
    expect([status, error['code']], `${path} ${String(error['message'])}`).toEqual([400, 'sandbox_not_imitated'])
  }
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
  expect(session).toMatchObject({ allow_promotion_codes: null, automatic_tax: { enabled: false }, status: 'open' })
  const intent = { amount: 1200, currency: 'usd', confirm: true, payment_method: 'pm_card_visa' } as const
  const paid = await world.stripe.paymentIntents.create({
    ...intent,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    error_on_requires_action: false,
  })
  expect(paid).not.toHaveProperty('error_on_requires_action')
  const wanted = { mode: 'setup', currency: 'usd', success_url: 'https://shop.test/', 'automatic_tax[enabled]': 'true' }
  expect((await world.raw('/v1/checkout/sessions', form(wanted))).error['code']).toBe('sandbox_not_imitated')
})
