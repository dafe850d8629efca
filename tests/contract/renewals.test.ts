import { describe, expect, it } from 'vitest'
import { eventTypes, savedMethod } from './payments'
import { type TestWorld, refusal, sandboxForThisFile } from './sandbox-under-test'
import { DAY, latestInvoice, passTo, statusOf, subscribed, subscriber } from './subscribers'

const newWorld = sandboxForThisFile()

/** Moves to when the money of the next period is asked for. */
async function renew(world: TestWorld, id: string): Promise<number> {
  const { items } = await world.stripe.subscriptions.retrieve(id)
  const due = (items.data[0]?.current_period_end ?? 0) + 3600
  await passTo(world, due)
  return due
}

function chargesOf({ stripe }: TestWorld, customer: string) {
  return stripe.charges.list({ customer }).then(({ data }) => data.length)
}

describe('a renewal that nobody pays', () => {
  it.each([
    ['cancel', 'canceled', 'customer.subscription.deleted'],
    ['unpaid', 'unpaid', 'customer.subscription.updated'],
    ['past_due', 'past_due', 'invoice.payment_failed'],
  ] as const)('is given up after the last retry (%s)', async (invoiceRetriesEnd, status, told) => {
    const world = newWorld()
    const { stripe, control } = world
    const { subscription, customer } = await subscriber(world)
    await control.outcomes({ offSessionDeclineShare: 1, invoiceRetriesEnd, invoiceRetryDays: [1, 2] })
    const due = await renew(world, subscription.id)
    const { invoice } = await latestInvoice(world, subscription.id)
    expect(invoice).toMatchObject({ attempt_count: 1, next_payment_attempt: due + DAY })
    await passTo(world, due + DAY)
    expect(await statusOf(world, subscription.id)).toBe('past_due')
    const before = (await eventTypes(world)).length
    await passTo(world, due + 3 * DAY)
    const events = await eventTypes(world, before)
    expect(events.slice(0, 3)).toEqual(['charge.failed', 'payment_intent.payment_failed', 'invoice.payment_failed'])
    expect(events).toContain(told)
    expect(await statusOf(world, subscription.id)).toBe(status)
    expect(await stripe.invoices.retrieve(invoice.id ?? '')).toMatchObject({
      status: 'open',
      attempt_count: 3,
      auto_advance: status === 'past_due',
      next_payment_attempt: null,
    })
    expect(await chargesOf(world, customer)).toBe(4)
    if (status === 'canceled') {
      const { cancellation_details: details } = await stripe.subscriptions.retrieve(subscription.id)
      expect(details?.reason).toBe('payment_failed')
    }
    if (status === 'unpaid') {
      await renew(world, subscription.id)
      const { data } = await stripe.invoices.list({ subscription: subscription.id })
      expect(data[0]).toMatchObject({ status: 'draft', auto_advance: false, next_payment_attempt: null })
    }
    await control.outcomes({ offSessionDeclineShare: 0 })
    expect((await stripe.invoices.pay(invoice.id ?? '')).status).toBe('paid')
    expect(await statusOf(world, subscription.id)).toBe(status === 'canceled' ? 'canceled' : 'active')
    expect((await control.balance())['usd']?.amount).toBe(2400)
  })

  it('is not tried again with a card that will never do, but with another', async () => {
    const world = newWorld()
    const { stripe } = world
    const { id: customer } = await stripe.customers.create()
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    const asking = await stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer })
    const { id } = await subscribed(world, { customer, method: card.id, mandate: '' })
    await stripe.subscriptions.update(id, { default_payment_method: asking.id })
    const due = await renew(world, id)
    expect((await eventTypes(world)).slice(-4)).toEqual([
      'payment_intent.payment_failed',
      'invoice.payment_action_required',
      'invoice.payment_failed',
      'customer.subscription.updated',
    ])
    const before = (await eventTypes(world)).length
    await passTo(world, due + 3 * DAY)
    expect(await eventTypes(world, before)).toEqual(['invoice.updated'])
    const { invoice } = await latestInvoice(world, id)
    expect(invoice).toMatchObject({ attempt_count: 2, next_payment_attempt: due + 8 * DAY })
    await stripe.subscriptions.update(id, { default_payment_method: card.id })
    await passTo(world, due + 8 * DAY)
    expect(await statusOf(world, id)).toBe('active')
  })

  it('can be paid by hand, with another method too, or be voided', async () => {
    const world = newWorld()
    const { stripe, control } = world
    const { subscription, customer, method } = await subscriber(world)
    await control.outcomes({ offSessionDeclineShare: 1 })
    await renew(world, subscription.id)
    const { invoice, intent } = await latestInvoice(world, subscription.id)
    const id = invoice.id ?? ''
    const declined = await refusal(stripe.invoices.pay(id, { payment_method: method }))
    expect(declined).toMatchObject({ statusCode: 402, code: 'payment_method_provider_decline' })
    expect(declined.payment_intent).toMatchObject({ id: intent, status: 'requires_payment_method' })
    expect(await stripe.invoices.retrieve(id)).toMatchObject({
      attempt_count: 1,
      next_payment_attempt: invoice.next_payment_attempt,
    })
    const foreign = await savedMethod(world)
    expect((await refusal(stripe.invoices.pay(id, { payment_method: foreign.method }))).statusCode).toBe(400)
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    expect(await stripe.invoices.pay(id, { payment_method: card.id })).toMatchObject({
      status: 'paid',
      attempt_count: 1,
    })
    expect(await statusOf(world, subscription.id)).toBe('active')
    expect((await refusal(stripe.invoices.pay(id))).message).toBe('Invoice is already paid')
    expect((await refusal(stripe.invoices.voidInvoice(id))).statusCode).toBe(400)

    await renew(world, subscription.id)
    expect(await statusOf(world, subscription.id)).toBe('past_due')
    const next = await latestInvoice(world, subscription.id)
    expect(await stripe.invoices.voidInvoice(next.invoice.id ?? '')).toMatchObject({ status: 'void', amount_paid: 0 })
    expect((await stripe.paymentIntents.retrieve(next.intent)).status).toBe('canceled')
    expect(await statusOf(world, subscription.id)).toBe('active')
    expect((await control.balance())['usd']?.amount).toBe(2400)
  })

  it('may also be processing first', async () => {
    const world = newWorld()
    const { stripe, control } = world
    const { subscription } = await subscriber(world)
    await control.outcomes({ nextOffSession: 'late_failure', settleSeconds: DAY })
    const due = await renew(world, subscription.id)
    const { invoice } = await latestInvoice(world, subscription.id)
    expect(invoice).toMatchObject({ status: 'open', attempt_count: 1 })
    expect(await statusOf(world, subscription.id)).toBe('active')
    for (const call of [stripe.invoices.voidInvoice(invoice.id ?? ''), stripe.invoices.pay(invoice.id ?? '')]) {
      expect((await refusal(call)).code).toBe('payment_intent_unexpected_state')
    }
    await passTo(world, due + DAY)
    expect(await statusOf(world, subscription.id)).toBe('past_due')
    await passTo(world, due + 3 * DAY)
    expect(await statusOf(world, subscription.id)).toBe('active')
  })
})

describe('a draft', () => {
  it('goes its way by itself, or waits until somebody lets it', async () => {
    const world = newWorld()
    const { stripe } = world
    const { subscription } = await subscriber(world)
    const end = subscription.items.data[0]?.current_period_end ?? 0
    await passTo(world, end)
    const { latest_invoice: latest } = await stripe.subscriptions.retrieve(subscription.id)
    const id = String(latest)
    const kept = await stripe.invoices.update(id, { auto_advance: false, metadata: { looked: 'at' } })
    expect(kept).toMatchObject({ status: 'draft', automatically_finalizes_at: null, metadata: { looked: 'at' } })
    await passTo(world, end + DAY)
    expect((await stripe.invoices.finalizeInvoice(id)).status).toBe('open')
    expect((await refusal(stripe.invoices.finalizeInvoice(id))).statusCode).toBe(400)
    await passTo(world, end + 2 * DAY)
    expect((await stripe.invoices.retrieve(id)).status).toBe('open')
    await stripe.invoices.update(id, { auto_advance: true })
    await passTo(world, end + 2 * DAY + 3700)
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'paid', attempt_count: 1 })
  })
})

describe('a method that is removed', () => {
  it.each([true, false])('pays no renewal (default cleared: %s), and a new one does', async (detachClearsDefaults) => {
    const world = newWorld()
    const { stripe, control } = world
    await control.outcomes({ detachClearsDefaults })
    const { subscription, customer, method } = await subscriber(world)
    const before = (await eventTypes(world)).length
    await stripe.paymentMethods.detach(method)
    const told = ['mandate.updated', 'payment_method.detached']
    expect(await eventTypes(world, before)).toEqual(
      detachClearsDefaults ? [...told, 'customer.subscription.updated'] : told,
    )
    const { default_payment_method: left } = await stripe.subscriptions.retrieve(subscription.id)
    expect(left).toBe(detachClearsDefaults ? null : method)
    const due = await renew(world, subscription.id)
    expect(await statusOf(world, subscription.id)).toBe('past_due')
    const { invoice, intent } = await latestInvoice(world, subscription.id)
    expect(invoice).toMatchObject({ attempted: true, attempt_count: 1, next_payment_attempt: due + 3 * DAY })
    expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({
      latest_charge: null,
      last_payment_error: null,
    })
    const { id: card } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: card } })
    await passTo(world, due + 3 * DAY)
    expect(await statusOf(world, subscription.id)).toBe('active')
    await stripe.paymentMethods.detach(card)
    const { invoice_settings: settings } = (await stripe.customers.retrieve(customer)) as { invoice_settings: object }
    expect(settings).toMatchObject({ default_payment_method: detachClearsDefaults ? null : card })
  })
})
