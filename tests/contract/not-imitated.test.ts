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
