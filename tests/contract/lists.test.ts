import type Stripe from 'stripe'
import { beforeAll, describe, expect, it } from 'vitest'
import { paySession } from './checkout'
import { paid } from './payments'
import { type TestWorld, refusal, sandboxForThisFile } from './sandbox-under-test'
import { priceOf, subscribed, subscriber } from './subscribers'

const newWorld = sandboxForThisFile()

type Listed = { id: string; created?: number }
type Params = Stripe.PaginationParams & { created?: Stripe.RangeQueryParam; expand?: string[] }
type Lister = (params?: Params) => Promise<Stripe.ApiList<Listed>>
/** `expand`: what can be expanded in each; `created`: whether Stripe's list takes it. */
type List = { list: Lister; expand: string | null; created: boolean }

let world: TestWorld
let lists: { [name: string]: List }

/** Something of everything, three times. */
async function filled(made: TestWorld) {
  const { stripe, control } = made
  const first = await subscriber(made)
  const saved = { customer: first.customer, method: first.method, mandate: first.mandate }
  for (let count = 0; count < 2; count += 1) {
    await subscribed(made, saved)
    await paySession(made)
    const setup = await stripe.setupIntents.create({ customer: saved.customer, allowed_payment_method_types: ['card'] })
    await stripe.setupIntents.confirm(setup.id, { payment_method: 'pm_card_visa' })
    await stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/', enabled_events: ['charge.expired'] })
    await priceOf(made)
  }
  await paySession(made)
  await stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/', enabled_events: ['charge.expired'] })
  const payments = [await paid(made), await paid(made), await paid(made)]
  for (const { intent } of payments) {
    await stripe.refunds.create({ payment_intent: intent, amount: 100 })
    await control.dispute(intent, { amount: 100 })
  }
  return { ...saved, intent: payments[0]?.intent ?? '' }
}

beforeAll(async () => {
  world = newWorld()
  const { customer } = await filled(world)
  const { stripe } = world
  // Each list has parameters of its own; these it shares with the others.
  const of = (list: (params: never) => unknown, expand: string | null = null, created = true) => ({
    list: list as Lister,
    expand,
    created,
  })
  lists = {
    customers: of((params) => stripe.customers.list(params), 'default_source'),
    payment_methods: of((params: object) => stripe.paymentMethods.list({ customer, ...params }), 'customer', false),
    "a customer's methods": of((params) => stripe.customers.listPaymentMethods(customer, params), 'customer', false),
    setup_intents: of((params) => stripe.setupIntents.list(params), 'latest_attempt.payment_method'),
    payment_intents: of((params) => stripe.paymentIntents.list(params), 'latest_charge.balance_transaction'),
    charges: of((params) => stripe.charges.list(params), 'payment_intent.payment_method'),
    refunds: of((params) => stripe.refunds.list(params), 'charge.balance_transaction'),
    disputes: of((params) => stripe.disputes.list(params), 'charge.customer'),
    products: of((params) => stripe.products.list(params), 'default_price'),
    prices: of((params) => stripe.prices.list(params), 'product'),
    subscriptions: of((params) => stripe.subscriptions.list(params), 'latest_invoice.payments'),
    invoices: of((params) => stripe.invoices.list(params), 'parent.subscription_details.subscription'),
    invoice_payments: of((params) => stripe.invoicePayments.list(params), 'payment.payment_intent'),
    'checkout sessions': of((params) => stripe.checkout.sessions.list(params), 'line_items'),
    balance_transactions: of((params) => stripe.balanceTransactions.list(params), 'source'),
    events: of((params) => stripe.events.list(params)),
    webhook_endpoints: of((params) => stripe.webhookEndpoints.list(params), null, false),
  }
})

const NAMES = [
  'customers',
  'payment_methods',
  "a customer's methods",
  'setup_intents',
  'payment_intents',
  'charges',
  'refunds',
  'disputes',
  'products',
  'prices',
  'subscriptions',
  'invoices',
  'invoice_payments',
  'checkout sessions',
  'balance_transactions',
  'events',
  'webhook_endpoints',
]

describe('every list', () => {
  it.each(NAMES)('of %s is paged in both directions, and refuses what is no page', async (name) => {
    const { list, expand, created } = lists[name] ?? expect.fail(name)
    const all = await list({ limit: 100 })
    const ids = all.data.map(({ id }) => id)
    expect(ids.length).toBeGreaterThanOrEqual(3)
    expect(all).toMatchObject({ object: 'list', has_more: ids.length === 100, url: expect.stringMatching(/^\/v1\/\w/) })
    const [first, second, third] = ids
    expect(await list({ limit: 1 })).toMatchObject({ has_more: true, data: [{ id: first }] })
    const after = await list({ limit: 2, starting_after: String(first) })
    expect(after.data.map(({ id }) => id)).toEqual([second, third])
    const before = await list({ limit: 1, ending_before: String(third) })
    expect(before).toMatchObject({ has_more: true, data: [{ id: second }] })
    if (!all.has_more) expect((await list({ starting_after: String(ids.at(-1)) })).data).toEqual([])

    const refused = async (params: Params) => {
      const { statusCode, code, param } = await refusal(list(params))
      return [statusCode, code, param]
    }
    expect((await list({ limit: 0 })).data).toHaveLength(1)
    expect(await list({ limit: 1000 })).toEqual(all)
    expect(await refused({ starting_after: 'x_1' })).toEqual([400, 'resource_missing', 'starting_after'])
    expect(await refused({ ending_before: 'x_1' })).toEqual([400, 'resource_missing', 'ending_before'])
    const both = await refusal(list({ starting_after: String(first), ending_before: String(third) }))
    expect([both.code, both.message]).toEqual([
      undefined,
      'Received both starting_after and ending_before parameters. Please pass in only one.',
    ])
    expect((await refusal(list({ expand: ['data.nothing'] }))).message).toContain('cannot be expanded')

    if (expand) expect((await list({ limit: 100, expand: [`data.${expand}`] })).data).toHaveLength(ids.length)
    if (!created) return
    const now = Math.floor(Date.now() / 1000)
    expect((await list({ limit: 100, created: { gte: now - 3600 } })).data).toHaveLength(ids.length)
    expect((await list({ created: { gt: now + 3600 } })).data).toEqual([])
    expect((await list({ limit: 100, created: { gt: 0, lt: now + 3600 } })).data).toHaveLength(ids.length)
  })

  it('is asked for four levels deep, and no deeper', async () => {
    const { list } = lists['refunds'] ?? expect.fail()
    const { data } = await list({ limit: 1, expand: ['data.charge.payment_intent.latest_charge'] })
    expect(data[0]).toMatchObject({ charge: { payment_intent: { latest_charge: { object: 'charge' } } } })
    const deeper = list({ expand: ['data.charge.payment_intent.latest_charge.balance_transaction'] })
    expect((await refusal(deeper)).message).toContain('more than 4 levels')
  })
})
