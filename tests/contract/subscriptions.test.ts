import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { eventTypes, savedMethod } from './payments'
import { refusal, sandboxForThisFile } from './sandbox-under-test'
import { BEGUN, passTo, priceOf, subscriber } from './subscribers'

const newWorld = sandboxForThisFile()

const PAID = ['charge.succeeded', 'payment_intent.succeeded', 'invoice.paid', 'invoice.payment_succeeded']

describe('a subscription with a saved method', () => {
  it('is charged at once and active, and everything about it can be read', async () => {
    const world = newWorld()
    const { stripe } = world
    const saved = await savedMethod(world)
    const price = await priceOf(world)
    const before = (await eventTypes(world)).length
    const params = {
      customer: saved.customer,
      items: [{ price: price.id, quantity: 2 }],
      default_payment_method: saved.method,
      off_session: true,
      metadata: { plan: 'gold' },
      expand: ['latest_invoice.payments', 'latest_invoice.confirmation_secret', 'default_payment_method'],
    }
    const subscription = await stripe.subscriptions.create(params, { idempotencyKey: 'subscribe' })
    expect(await stripe.subscriptions.create(params, { idempotencyKey: 'subscribe' })).toEqual(subscription)
    expect(subscription.id).toMatch(/^sub_1\w{23}$/)
    expect(subscription).toMatchObject({
      object: 'subscription',
      status: 'active',
      billing_mode: { type: 'flexible' },
      cancel_at_period_end: false,
      collection_method: 'charge_automatically',
      customer_account: null,
      default_payment_method: { id: saved.method },
      metadata: { plan: 'gold' },
      trial_end: null,
    })
    expect('current_period_end' in subscription).toBe(false)
    const [item] = subscription.items.data
    expect(item).toMatchObject({
      object: 'subscription_item',
      price: { id: price.id },
      plan: { id: price.id },
      quantity: 2,
    })
    const days = ((item?.current_period_end ?? 0) - (item?.current_period_start ?? 0)) / 86_400
    expect([28, 29, 30, 31]).toContain(days)

    const invoice = subscription.latest_invoice as Stripe.Invoice
    expect(invoice).toMatchObject({
      status: 'paid',
      amount_due: 2400,
      amount_paid: 2400,
      amount_remaining: 0,
      attempt_count: 1,
      auto_advance: false,
      billing_reason: 'subscription_create',
      customer_email: 'sam@example.com',
      next_payment_attempt: null,
      parent: { subscription_details: { metadata: { plan: 'gold' }, subscription: subscription.id } },
    })
    expect(invoice.number).toMatch(/^\w{8}-0001$/)
    expect(invoice.lines.data).toMatchObject([
      { amount: 2400, description: '2 × Pass (at $12.00 / month)', quantity: 2 },
    ])
    expect(invoice.payments?.data).toMatchObject([{ status: 'paid', amount_paid: 2400, is_default: true }])
    const intent = await stripe.paymentIntents.retrieve(String(invoice.payments?.data[0]?.payment.payment_intent))
    expect(invoice.confirmation_secret).toEqual({ client_secret: intent.client_secret, type: 'payment_intent' })
    expect(intent).toMatchObject({
      status: 'succeeded',
      amount: 2400,
      payment_method: saved.method,
      capture_method: 'automatic',
    })
    expect(await eventTypes(world, before)).toEqual([
      ...BEGUN,
      ...PAID,
      'invoice_payment.paid',
      'customer.subscription.updated',
    ])
    const [updated] = (await stripe.events.list({ type: 'customer.subscription.updated' })).data
    expect(updated?.data.previous_attributes).toEqual({ status: 'incomplete' })
    expect((await world.control.balance())['usd']?.amount).toBe(2400)
    const plain = await stripe.invoices.retrieve(invoice.id ?? '')
    expect('payments' in plain || 'confirmation_secret' in plain).toBe(false)

    const ids = (rows: { data: { id?: string }[] }) => rows.data.map(({ id }) => id)
    expect(ids(await stripe.subscriptions.list({ customer: saved.customer, price: price.id }))).toEqual([
      subscription.id,
    ])
    expect(ids(await stripe.invoices.list({ subscription: subscription.id, status: 'paid' }))).toEqual([invoice.id])
    const payments = await stripe.invoicePayments.list({
      payment: { type: 'payment_intent', payment_intent: intent.id },
      expand: ['data.payment.payment_intent', 'data.invoice'],
    })
    expect(payments.data[0]).toMatchObject({
      invoice: { id: invoice.id },
      payment: { payment_intent: { id: intent.id } },
    })
    const linked = await stripe.invoices.retrieve(invoice.id ?? '', {
      expand: ['parent.subscription_details.subscription'],
    })
    expect(linked.parent?.subscription_details?.subscription).toMatchObject({
      object: 'subscription',
      status: 'active',
    })
  })

  it('is refused without anybody to charge, with what is not theirs, and with prices that do not fit', async () => {
    const world = newWorld()
    const { stripe } = world
    const saved = await savedMethod(world)
    const other = await savedMethod(world)
    const price = (await priceOf(world)).id
    const once = (await stripe.prices.create({ currency: 'usd', unit_amount: 100, product_data: { name: 'Once' } })).id
    const yearly = (await priceOf(world, { recurring: { interval: 'year' } })).id
    const old = await priceOf(world)
    await stripe.prices.update(old.id, { active: false })
    const before = (await eventTypes(world)).length
    const { customer } = saved
    const missing = await refusal(stripe.subscriptions.create({ customer, items: [{ price }] }))
    expect(missing).toMatchObject({ statusCode: 400, code: 'resource_missing', param: undefined })
    expect(missing.message).toMatch(/^This customer has no attached payment source or default payment method\. Please/)
    const refused = async (more: Partial<Stripe.SubscriptionCreateParams>) =>
      (await refusal(stripe.subscriptions.create({ customer, items: [{ price }], ...more }))).message
    expect(await refused({ customer: 'cus_x' })).toBe("No such customer: 'cus_x'")
    expect(await refused({ default_payment_method: other.method })).toMatch(/must be attached to the customer\.$/)
    expect(await refused({ items: [{ price: 'price_x' }] })).toBe("No such price: 'price_x'")
    expect(await refused({ items: [{ price: once }] })).toMatch(/only accepts prices with `type=recurring`/)
    expect(await refused({ items: [{ price: old.id }] })).toMatch(/^The price specified is inactive/)
    expect(await refused({ items: [{ price }, { price: yearly }] })).toMatch(/Found mismatch in interval field/)
    expect(await refused({ trial_period_days: 731 })).toMatch(/less than or equal to 730/)
    expect(await refused({ trial_period_days: 1, trial_end: 'now' })).toMatch(/^You may only specify one of these/)
    expect(await refused({ payment_settings: { payment_method_types: ['sepa_debit'] } })).toMatch(
      /sepa_debit is invalid/,
    )
    expect(await eventTypes(world, before)).toEqual([])

    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: saved.method } })
    expect((await stripe.subscriptions.create({ customer, items: [{ price }] })).status).toBe('active')
  })
})

describe('whoever leaves', () => {
  it('is charged no more: at once, at the end of the period, or with their account', async () => {
    const world = newWorld()
    const { stripe } = world
    const first = await subscriber(world)
    const details = { comment: 'Moving', feedback: 'unused' } as const
    const canceled = await stripe.subscriptions.cancel(first.subscription.id, {
      cancellation_details: details,
      invoice_now: false,
      prorate: false,
    })
    expect(canceled).toMatchObject({
      status: 'canceled',
      cancellation_details: { ...details, reason: 'cancellation_requested' },
    })
    expect([canceled.canceled_at, canceled.ended_at]).not.toContain(null)
    expect(await refusal(stripe.subscriptions.cancel(canceled.id))).toMatchObject({
      statusCode: 404,
      message: `No such subscription: '${canceled.id}'`,
    })
    expect((await refusal(stripe.subscriptions.update(canceled.id, { description: 'x' }))).message).toBe(
      'A canceled subscription can only update its cancellation_details and metadata.',
    )
    expect((await stripe.subscriptions.update(canceled.id, { metadata: { a: 'b' } })).metadata).toEqual({ a: 'b' })

    const { subscription, customer } = await subscriber(world)
    const ending = await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })
    const end = ending.items.data[0]?.current_period_end ?? 0
    expect(ending).toMatchObject({ status: 'active', cancel_at: end, cancel_at_period_end: true })
    const stays = await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false })
    expect(stays).toMatchObject({ cancel_at: null, canceled_at: null, cancellation_details: { reason: null } })
    await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })
    const before = (await eventTypes(world)).length
    await passTo(world, end)
    expect(await eventTypes(world, before)).toEqual(['customer.subscription.deleted'])
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      status: 'canceled',
      canceled_at: expect.any(Number) as number,
      ended_at: end,
    })
    expect((await stripe.invoices.list({ customer })).data).toHaveLength(1)

    const third = await subscriber(world)
    const known = (await eventTypes(world)).length
    await stripe.customers.del(third.customer)
    expect(await eventTypes(world, known)).toEqual([
      'customer.subscription.deleted',
      'mandate.updated',
      'payment_method.detached',
      'customer.deleted',
    ])
    expect((await stripe.subscriptions.list()).data).toEqual([])
    expect((await stripe.subscriptions.list({ status: 'ended' })).data).toHaveLength(3)
  })
})
