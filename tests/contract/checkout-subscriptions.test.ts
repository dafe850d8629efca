import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { BUYER, CANCEL_URL, CARD, SUCCESS_URL, atAmazon, pageOf, press, problemShown } from './checkout'
import { eventTypes } from './payments'
import { type TestWorld, refusal, sandboxForThisFile, visit } from './sandbox-under-test'

const newWorld = sandboxForThisFile()
const DAY = 86_400

const done = (id: string) => `https://shop.test/setup/done?session_id=${id}`
const MONTHLY = { currency: 'usd', unit_amount: 900, recurring: { interval: 'month' as const } }

/** A session that subscribes to a monthly pass for $9.00. */
function passSession({ stripe }: TestWorld, params: Partial<Stripe.Checkout.SessionCreateParams> = {}) {
  return stripe.checkout.sessions.create({
    mode: 'subscription',
    allowed_payment_method_types: ['card', 'amazon_pay'],
    line_items: [{ price_data: { ...MONTHLY, product_data: { name: 'Moon pass' } }, quantity: 1 }],
    success_url: SUCCESS_URL,
    cancel_url: CANCEL_URL,
    ...params,
  })
}

describe('a Checkout Session in subscription mode', () => {
  it('subscribes somebody new with Amazon Pay, once a decline is made good, and renews by itself', async () => {
    const world = newWorld()
    const { stripe, control } = world
    const session = await passSession(world, { subscription_data: { metadata: { plan: 'moon' } } })
    expect(session).toMatchObject({
      mode: 'subscription',
      amount_total: 900,
      payment_status: 'unpaid',
      customer_creation: 'always',
      subscription: null,
      payment_intent: null,
    })
    const { text } = await visit(pageOf(session))
    expect(text.replaceAll(/<[^>]+>/g, ' ')).toMatch(/Moon pass\s+\$9\.00 per month\s+Total due today\s+\$9\.00/)
    expect((await atAmazon(session, 'Fail')).pathname).toBe(`/c/pay/${session.id}`)
    expect(await problemShown(session)).toBe('The customer declined this payment.')
    expect((await atAmazon(session, 'Authorize')).href).toBe(done(session.id))
    const found = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['subscription.default_payment_method', 'customer', 'invoice'],
    })
    expect(found).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      payment_intent: null,
      setup_intent: null,
      customer: BUYER,
      invoice: { status: 'paid', amount_paid: 900 },
      subscription: {
        status: 'active',
        metadata: { plan: 'moon' },
        default_payment_method: { type: 'amazon_pay', billing_details: BUYER },
      },
    })
    const types = await eventTypes(world)
    expect(types.filter((type) => type === 'customer.subscription.created')).toHaveLength(1)
    expect(types.slice(-1)).toEqual(['checkout.session.completed'])
    expect(types.indexOf('invoice.paid')).toBeGreaterThan(types.indexOf('customer.subscription.created'))
    const { id: subscription } = found.subscription as Stripe.Subscription
    expect((await stripe.checkout.sessions.list({ subscription })).data).toHaveLength(1)
    await control.advanceClock(32 * DAY)
    const invoices = await stripe.invoices.list({ subscription })
    expect(invoices.data.map(({ status, amount_paid: paid }) => [status, paid])).toEqual([
      ['paid', 900],
      ['paid', 900],
    ])
  })

  it('begins a trial with a card that is only saved, and charges it when the trial is over', async () => {
    const world = newWorld()
    const { stripe, control } = world
    const { id: customer } = await stripe.customers.create(BUYER)
    const session = await passSession(world, { customer, subscription_data: { trial_period_days: 14 } })
    expect(session).toMatchObject({ amount_total: 0, payment_status: 'no_payment_required', customer_creation: null })
    const { text } = await visit(pageOf(session))
    expect(text).toContain('14 days free')
    expect(text).toContain('Start trial')
    await press(session, { ...CARD, cardNumber: '4000000000000002' })
    expect(await problemShown(session)).toBe('Your card was declined.')
    expect((await stripe.subscriptions.list({ status: 'all' })).data).toEqual([])
    expect((await press(session, CARD)).href).toBe(done(session.id))
    const found = await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription'] })
    expect(found).toMatchObject({ status: 'complete', payment_status: 'no_payment_required', customer })
    const { id, status, default_payment_method: method } = found.subscription as Stripe.Subscription
    expect([status, String(method)]).toEqual(['trialing', expect.stringMatching(/^pm_/)])
    await control.advanceClock(15 * DAY)
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active')
    expect((await control.balance())['usd']?.amount).toBe(900)
  })

  it('leaves no subscription behind that can still be paid when it expires', async () => {
    const world = newWorld()
    const { stripe } = world
    const session = await passSession(world)
    await press(session, { ...BUYER, method: 'amazon_pay' })
    await stripe.checkout.sessions.expire(session.id)
    const [subscription] = (await stripe.subscriptions.list({ status: 'all' })).data
    expect(subscription?.status).toBe('incomplete_expired')
    const [intent] = (await stripe.paymentIntents.list()).data
    expect(intent?.status).toBe('canceled')
  })

  it('is for what is paid again and again, in one rhythm', async () => {
    const world = newWorld()
    const product_data = { name: 'Ride' }
    const item = (price: object) => ({
      price_data: { currency: 'usd', unit_amount: 900, product_data, ...price },
      quantity: 1,
    })
    const monthly = item({ recurring: { interval: 'month' } })
    const once = await refusal(passSession(world, { line_items: [item({})] }))
    expect(once.message).toContain('at least one recurring price')
    const both = await refusal(passSession(world, { line_items: [monthly, item({})] }))
    expect(both.code).toBe('sandbox_not_imitated')
    const mixed = await refusal(
      passSession(world, { line_items: [monthly, item({ recurring: { interval: 'year' } })] }),
    )
    expect(mixed.message).toContain('interval')
    const paying = await refusal(passSession(world, { payment_intent_data: { description: 'x' } }))
    expect(paying.message).toBe('You can not pass `payment_intent_data` in `subscription` mode.')
  })
})
