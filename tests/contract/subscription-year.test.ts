import { expect, it } from 'vitest'
import { eventTypes, savedMethod } from './payments'
import { AMAZON_PAY, CONSENT, RETURN_URL, choose, redirectUrl, sandboxForThisFile } from './sandbox-under-test'
import { DAY, latestInvoice, passTo, periodIn, statusOf, subscribed } from './subscribers'

const newWorld = sandboxForThisFile()

const RENEWED = ['invoice.created', 'customer.subscription.updated', 'invoice.finalized', 'payment_intent.created']
const PAID = [
  'charge.succeeded',
  'payment_intent.succeeded',
  'invoice.paid',
  'invoice.payment_succeeded',
  'invoice_payment.paid',
]
const DECLINED = ['charge.failed', 'payment_intent.payment_failed', 'invoice.payment_failed']

/**
 * One subscription of $12.00 a month from its trial to its end. Each step says to which moment the clock moves, and all
 * events on the way.
 */
it('lives a year: a trial, a failed renewal that a retry recovers, one its customer recovers, and an end', async () => {
  const world = newWorld()
  const { stripe, control } = world
  const saved = await savedMethod(world)
  let seen = (await eventTypes(world)).length + 2
  const since = async () => {
    const types = await eventTypes(world, seen)
    seen += types.length
    return types
  }
  const { id, items, ...created } = await subscribed(world, saved, { trial_period_days: 14 })
  const start = created.created
  const pass = (time: number) => passTo(world, time)
  const endOfPeriod = async () => (await stripe.subscriptions.retrieve(id)).items.data[0]?.current_period_end ?? 0

  expect(created).toMatchObject({ status: 'trialing', trial_start: start, trial_end: start + 14 * DAY })
  expect(periodIn({ id, items, ...created }, start)).toEqual([0, 14])
  expect(await since()).toEqual([
    'customer.subscription.created',
    'invoice.created',
    'invoice.finalized',
    'invoice.paid',
    'invoice.payment_succeeded',
  ])
  const trial = (await stripe.invoices.list({ subscription: id })).data[0]
  expect(trial).toMatchObject({ amount_due: 0, status: 'paid', attempt_count: 0, number: expect.any(String) as string })
  expect(trial?.lines.data[0]?.description).toBe('Trial period for Pass')

  // The trial ends: a week and three days before it is told of, and the money follows after an hour.
  await pass(start + 14 * DAY - 60)
  expect(await since()).toEqual(['invoice.upcoming', 'customer.subscription.trial_will_end'])
  const [upcoming] = (await stripe.events.list({ type: 'invoice.upcoming' })).data
  expect(upcoming?.data.object).toMatchObject({ amount_due: 1200, billing_reason: 'upcoming', status: 'draft' })
  expect(upcoming?.created).toBe(start + 7 * DAY)
  await pass(start + 14 * DAY)
  expect(await statusOf(world, id)).toBe('active')
  const draft = (await stripe.invoices.list({ subscription: id })).data[0]
  expect(draft).toMatchObject({
    status: 'draft',
    auto_advance: true,
    automatically_finalizes_at: start + 14 * DAY + 3600,
    next_payment_attempt: start + 14 * DAY + 3600,
    number: null,
    period_start: start,
    period_end: start + 14 * DAY,
  })
  await pass(start + 14 * DAY + 3600)
  expect(await since()).toEqual([...RENEWED, ...PAID])
  const [ended] = (await stripe.events.list({ type: 'customer.subscription.updated' })).data
  expect(ended?.data.previous_attributes).toMatchObject({ status: 'trialing', latest_invoice: trial?.id })
  expect(ended?.request).toEqual({ id: null, idempotency_key: null })

  // The first renewal is declined; three days later the same PaymentIntent is charged.
  const second = await endOfPeriod()
  await control.outcomes({ nextOffSession: 'decline' })
  await pass(second + 3600)
  expect(await since()).toEqual(['invoice.upcoming', ...RENEWED, ...DECLINED, 'customer.subscription.updated'])
  const failed = await latestInvoice(world, id)
  expect(failed.invoice).toMatchObject({
    status: 'open',
    attempt_count: 1,
    auto_advance: true,
    next_payment_attempt: second + 3600 + 3 * DAY,
  })
  expect(await statusOf(world, id)).toBe('past_due')
  expect((await stripe.paymentIntents.retrieve(failed.intent)).status).toBe('requires_payment_method')
  await pass(second + 3600 + 3 * DAY)
  expect(await since()).toEqual([...PAID, 'customer.subscription.updated'])
  expect((await latestInvoice(world, id)).invoice).toMatchObject({ status: 'paid', attempt_count: 2 })
  expect(await statusOf(world, id)).toBe('active')

  // The next is declined twice; then its customer pays it with another Amazon account, which is to be kept.
  const third = await endOfPeriod()
  await control.outcomes({ offSessionDeclineShare: 1 })
  await pass(third + 3600 + 4 * DAY)
  expect(await since()).toEqual([
    'invoice.upcoming',
    ...RENEWED,
    ...DECLINED,
    'customer.subscription.updated',
    ...DECLINED,
  ])
  const owed = await latestInvoice(world, id)
  expect(owed.invoice).toMatchObject({ attempt_count: 2, next_payment_attempt: third + 3600 + 8 * DAY })
  const waiting = await stripe.paymentIntents.confirm(owed.intent, {
    payment_method_data: AMAZON_PAY,
    mandate_data: CONSENT,
    return_url: RETURN_URL,
    setup_future_usage: 'off_session',
  })
  await choose(redirectUrl(waiting), 'Authorize Test Payment')
  expect(await since()).toEqual([
    'payment_intent.requires_action',
    'payment_method.attached',
    'mandate.updated',
    ...PAID,
    'customer.subscription.updated',
  ])
  expect((await latestInvoice(world, id)).invoice).toMatchObject({ status: 'paid', next_payment_attempt: null })
  const { payment_method: kept } = await stripe.paymentIntents.retrieve(owed.intent)
  await stripe.subscriptions.update(id, { default_payment_method: String(kept) })
  await control.outcomes({ offSessionDeclineShare: 0 })
  await pass(third + 20 * DAY)
  expect(await since()).toEqual(['customer.subscription.updated'])

  // Nine quiet months, then it ends with what was paid for.
  await pass(start + 14 * DAY + 11 * 31 * DAY)
  const ending = await stripe.subscriptions.update(id, { cancel_at_period_end: true })
  const months = (await stripe.invoices.list({ subscription: id, status: 'paid', limit: 100 })).data
  await pass((ending.cancel_at ?? 0) + 90 * DAY)
  expect((await since()).slice(-2)).toEqual(['customer.subscription.updated', 'customer.subscription.deleted'])
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    status: 'canceled',
    ended_at: ending.cancel_at,
    cancellation_details: { reason: 'cancellation_requested' },
  })
  const invoices = (await stripe.invoices.list({ subscription: id, limit: 100 })).data
  expect(invoices.map(({ status }) => status)).toEqual(months.map(() => 'paid'))
  expect(invoices).toHaveLength(13)
  expect(new Set(invoices.map(({ number }) => number)).size).toBe(13)
  expect((await control.balance())['usd']?.amount).toBe(12 * 1200)
  expect((await control.state()).objects.charges.filter(({ status }) => status === 'failed')).toHaveLength(3)
})
