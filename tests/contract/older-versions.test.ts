import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { TWELVE_DOLLARS, savedMethod } from './payments'
import { type TestWorld, form, sandboxForThisFile } from './sandbox-under-test'
import { stripe18 } from './stripe-18'
import { priceOf, subscriber } from './subscribers'

const newWorld = sandboxForThisFile()

/** As much of what is asked for as these tests look into. */
type OldAnswer = {
  latest_invoice: { payment_intent: object }
  subscriptions: { data: object[] }
  data: object[]
}

/** A GET as a program sends it that names an older version. */
async function at({ raw }: TestWorld, version: string, path: string) {
  const { status, body, error } = await raw(path, { headers: { 'Stripe-Version': version } })
  if (status !== 200) throw new Error(JSON.stringify(error))
  return body as OldAnswer
}

describe('a subscription before 2025-03-31.basil', () => {
  it('has its own period, and an invoice that names what it is for and is paid with', async () => {
    const world = newWorld()
    const { subscription } = await subscriber(world)
    const now = await world.stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice.payments'] })
    const [item] = now.items.data
    const invoice = now.latest_invoice as Stripe.Invoice
    const intent = String(invoice.payments?.data[0]?.payment.payment_intent)
    for (const version of ['2022-08-01', '2022-11-15', '2023-10-16', '2024-06-20', '2025-02-24.acacia']) {
      const expand = 'expand[]=latest_invoice.payment_intent.latest_charge&expand[]=latest_invoice.charge'
      const old = await at(world, version, `/v1/subscriptions/${subscription.id}?${expand}`)
      expect(old, version).toMatchObject({
        current_period_start: item?.current_period_start,
        current_period_end: item?.current_period_end,
        discount: null,
        plan: { object: 'plan', amount: 1200, interval: 'month', aggregate_usage: null },
        quantity: 1,
        latest_invoice: {
          paid: true,
          subscription: subscription.id,
          subscription_details: { metadata: {} },
          payment_intent: {
            id: intent,
            invoice: invoice.id,
            status: 'succeeded',
            latest_charge: { invoice: invoice.id },
          },
          charge: { payment_intent: intent, paid: true },
          tax: null,
          total_tax_amounts: [],
          lines: {
            data: [
              {
                type: 'subscription',
                price: { id: item?.price.id, recurring: { aggregate_usage: null } },
                plan: { id: item?.price.id },
                proration: false,
                subscription: subscription.id,
                subscription_item: item?.id,
                tax_amounts: [],
              },
            ],
          },
        },
      })
      for (const gone of ['parent', 'total_taxes', 'payments']) expect(old.latest_invoice).not.toHaveProperty(gone)
      expect('charges' in old.latest_invoice.payment_intent).toBe(version === '2022-08-01')
    }
    const list = await at(world, '2024-06-20', '/v1/invoices?expand[]=data.subscription&expand[]=data.payment_intent')
    expect(list.data[0]).toMatchObject({ subscription: { current_period_end: expect.any(Number) } })
  })

  it('is expanded by the names of its own version only', async () => {
    const world = newWorld()
    const { subscription } = await subscriber(world)
    const path = (field: string) => `/v1/subscriptions/${subscription.id}?expand[]=latest_invoice.${field}`
    const refused = async (version: string, field: string) =>
      (await world.raw(path(field), { headers: { 'Stripe-Version': version } })).error['message']
    expect(await refused('2025-03-31.basil', 'payment_intent')).toBe(
      'This property cannot be expanded (latest_invoice.payment_intent).',
    )
    expect(await refused('2025-02-24.acacia', 'payments')).toBe(
      'This property cannot be expanded (latest_invoice.payments).',
    )
    const customer = await at(
      world,
      '2024-06-20',
      `/v1/customers/${String(subscription.customer)}?expand[]=subscriptions`,
    )
    const path2019 = `/v1/customers/${String(subscription.customer)}`
    expect(await at(world, '2019-12-03', path2019)).toMatchObject({
      sources: { object: 'list', data: [] },
      subscriptions: { data: [{ id: subscription.id, plan: { object: 'plan' } }] },
    })
    expect(customer.subscriptions.data).toMatchObject([{ id: subscription.id, current_period_end: expect.any(Number) }])
  })
})

describe('older versions', () => {
  it('show charges and refunds inside what they belong to', async () => {
    const world = newWorld()
    const old = stripe18(world, '2022-08-01')
    const saved = await savedMethod(world)
    const metadata = { object: 'invoice' }
    const { id } = await world.stripe.paymentIntents.create({ ...TWELVE_DOLLARS, customer: saved.customer, metadata })
    await world.stripe.paymentIntents.confirm(id, { payment_method: saved.method, off_session: true })
    await old.refunds.create({ payment_intent: id, amount: 100 })
    expect(await old.paymentIntents.retrieve(id, { expand: ['charges.data.balance_transaction'] })).toMatchObject({
      metadata,
      charges: {
        data: [{ metadata, refunds: { data: [{ amount: 100 }] }, balance_transaction: { fee: expect.any(Number) } }],
      },
    })
    const today = await at(world, '2022-11-15', `/v1/payment_intents/${id}`)
    expect(today).not.toHaveProperty('charges')
  })

  it('mean what they say: their defaults, and their names of parameters', async () => {
    const world = newWorld()
    const make = async (version: string, path: string, fields: Record<string, string>) =>
      (await world.raw(path, form(fields, { 'Stripe-Version': version }))).body
    const twelve = { amount: '1200', currency: 'usd' }
    expect(await make('2023-08-16', '/v1/payment_intents', twelve)).toMatchObject({ capture_method: 'automatic' })
    expect(await make('2024-04-10', '/v1/payment_intents', twelve)).toMatchObject({ capture_method: 'automatic_async' })
    expect(await make('2022-11-15', '/v1/payment_intents', twelve)).toMatchObject({ payment_method_types: ['card'] })
    const ride = { name: 'Ride', 'features[0][name]': 'A window seat' }
    const product = await make('2023-10-16', '/v1/products', ride)
    expect(product).toMatchObject({ features: [{ name: 'A window seat' }] })
    expect(product).not.toHaveProperty('marketing_features')
    expect((await world.raw('/v1/products', form(ride))).error['code']).toBe('parameter_unknown')
    const { customer, method } = await savedMethod(world)
    const price = await priceOf(world)
    const params = { customer, default_payment_method: method, 'items[0][plan]': price.id }
    expect(await make('2022-11-15', '/v1/subscriptions', params)).toMatchObject({
      status: 'active',
      billing_mode: { type: 'classic' },
    })
    expect(await make('2025-09-30.clover', '/v1/subscriptions', params)).toMatchObject({
      billing_mode: { type: 'flexible', flexible: { proration_discounts: 'included' } },
    })
  })
})
