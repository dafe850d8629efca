import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { eventTypes } from './payments'
import { AMAZON_PAY, CONSENT, RETURN_URL, choose, redirectUrl, refusal, sandboxForThisFile } from './sandbox-under-test'
import { DAY, latestInvoice, passTo, priceOf, statusOf, subscriber } from './subscribers'

const newWorld = sandboxForThisFile()

describe('a trial without a method', () => {
  const begun = async (world: ReturnType<typeof newWorld>, more: Partial<Stripe.SubscriptionCreateParams> = {}) => {
    const { id: customer } = await world.stripe.customers.create({ email: 'kim@example.com' })
    const price = (await priceOf(world)).id
    const params = { customer, items: [{ price }], trial_period_days: 2, ...more }
    return { ...(await world.stripe.subscriptions.create(params)), customer }
  }

  it('collects one by its SetupIntent, which then pays', async () => {
    const world = newWorld()
    const { stripe } = world
    const trial = await begun(world, {
      payment_behavior: 'default_incomplete',
      payment_settings: { save_default_payment_method: 'on_subscription', payment_method_types: ['amazon_pay'] },
      expand: ['pending_setup_intent'],
    })
    // Two days are fewer than the three before which it is told of. The next invoice is told of before a second has passed.
    const first = (await eventTypes(world)).filter((type) => type !== 'invoice.upcoming')
    expect(first.slice(-6)).toEqual([
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.trial_will_end',
    ])
    const pending = trial.pending_setup_intent as Stripe.SetupIntent
    expect(pending).toMatchObject({ status: 'requires_payment_method', usage: 'off_session', customer: trial.customer })
    const waiting = await stripe.setupIntents.confirm(pending.id, {
      payment_method_data: AMAZON_PAY,
      mandate_data: CONSENT,
      return_url: RETURN_URL,
    })
    await choose(redirectUrl(waiting), 'Authorize Test Setup')
    const ready = await stripe.subscriptions.retrieve(trial.id)
    expect(ready).toMatchObject({ status: 'trialing', pending_setup_intent: null })
    expect(ready.default_payment_method).toBe(waiting.payment_method)
    await passTo(world, trial.created + 2 * DAY + 3600)
    expect((await latestInvoice(world, trial.id)).invoice).toMatchObject({ status: 'paid', amount_paid: 1200 })
  })

  it.each([
    ['cancel', 'canceled', 'customer.subscription.deleted'],
    ['pause', 'paused', 'customer.subscription.paused'],
    ['create_invoice', 'active', 'customer.subscription.updated'],
  ] as const)('ends as it was told to (%s)', async (missing, status, told) => {
    const world = newWorld()
    const trial = await begun(world, { trial_settings: { end_behavior: { missing_payment_method: missing } } })
    await passTo(world, trial.created + 2 * DAY)
    expect(await statusOf(world, trial.id)).toBe(status)
    expect((await eventTypes(world)).at(-1)).toBe(told)
    await passTo(world, trial.created + 3 * DAY)
    const { data } = await world.stripe.invoices.list({ subscription: trial.id })
    expect(data.map((invoice) => invoice.status)).toEqual(missing === 'create_invoice' ? ['open', 'paid'] : ['paid'])
    if (missing === 'create_invoice') expect(await statusOf(world, trial.id)).toBe('past_due')
  })
})

describe('a trial', () => {
  it('can be made longer, or ended and paid for at once', async () => {
    const world = newWorld()
    const { stripe } = world
    const { subscription } = await subscriber(world, { trial_period_days: 10 })
    const { id, created } = subscription
    await stripe.subscriptions.update(id, { cancel_at_period_end: true })
    const longer = await stripe.subscriptions.update(id, { trial_end: created + 20 * DAY })
    expect(longer).toMatchObject({ trial_end: created + 20 * DAY, billing_cycle_anchor: created + 20 * DAY })
    expect(longer.cancel_at).toBe(created + 20 * DAY)
    expect(longer.items.data[0]?.current_period_end).toBe(created + 20 * DAY)
    await passTo(world, created + 11 * DAY)
    expect(await statusOf(world, id)).toBe('trialing')
    const pending = { trial_end: 'now', payment_behavior: 'pending_if_incomplete' } as const
    const refused = { code: 'sandbox_not_imitated', param: 'payment_behavior' }
    expect(await refusal(stripe.subscriptions.update(id, pending))).toMatchObject(refused)
    const paid = await stripe.subscriptions.update(id, { trial_end: 'now', expand: ['latest_invoice'] })
    expect(paid).toMatchObject({ status: 'active', latest_invoice: { status: 'paid', amount_paid: 1200 } })
    expect(paid.items.data[0]?.current_period_start).toBe(paid.trial_end)
    expect(paid.cancel_at).toBe(paid.items.data[0]?.current_period_end)
    expect((await refusal(stripe.subscriptions.update(id, { trial_end: created + 90 * DAY }))).param).toBe('trial_end')
  })
})

describe('what a subscription is for', () => {
  it('changes from the next period on, without prorations', async () => {
    const world = newWorld()
    const { stripe } = world
    const { subscription } = await subscriber(world)
    const [item] = subscription.items.data
    const price = (await priceOf(world, { unit_amount: 2500 })).id
    const items = [{ id: item?.id ?? '', price, quantity: 3 }]
    expect((await refusal(stripe.subscriptions.update(subscription.id, { items }))).code).toBe('sandbox_not_imitated')
    const changed = await stripe.subscriptions.update(subscription.id, { items, proration_behavior: 'none' })
    expect(changed.items.data).toMatchObject([{ id: item?.id, price: { id: price }, plan: { id: price }, quantity: 3 }])
    const foreign: Stripe.SubscriptionUpdateParams = { items: [{ id: 'si_x' }] }
    expect((await refusal(stripe.subscriptions.update(subscription.id, foreign))).code).toBe('resource_missing')
    await passTo(world, (item?.current_period_end ?? 0) + 3600)
    expect((await latestInvoice(world, subscription.id)).invoice).toMatchObject({ status: 'paid', amount_paid: 7500 })
  })
})
