import type Stripe from 'stripe'
import { describe, expect, it, vi } from 'vitest'
import { BUYER, SUCCESS_URL, atAmazon } from './checkout'
import { TWELVE_DOLLARS, savedMethod } from './payments'
import { CONSENT, RETURN_URL, choose, redirectUrl, sandboxForThisFile } from './sandbox-under-test'
import { stripe18 } from './stripe-18'
import { subscriber } from './subscribers'
import { receiversForThisFile } from './webhook-receiver'

const newWorld = sandboxForThisFile()
const listening = receiversForThisFile()
const PATIENCE = { timeout: 10_000 }

describe('the SDK of a year ago', () => {
  it('saves, charges, refunds, sells and subscribes', async () => {
    const world = newWorld()
    const old = stripe18(world)
    const receiver = await listening(world, ['*'], '2025-08-27.basil')
    const customer = await old.customers.create({ email: BUYER.email })
    const setup = await old.setupIntents.create({ customer: customer.id, payment_method_types: ['amazon_pay'] })
    const confirmed = await old.setupIntents.confirm(setup.id, {
      payment_method_data: { type: 'amazon_pay' },
      mandate_data: CONSENT,
      return_url: RETURN_URL,
    })
    await choose(redirectUrl(confirmed), 'Authorize Test Setup')
    const method = String(confirmed.payment_method)

    const { allowed_payment_method_types: types, ...twelve } = TWELVE_DOLLARS
    const params = { ...twelve, payment_method_types: ['amazon_pay'], customer: customer.id }
    const paid = await old.paymentIntents.create({
      ...params,
      payment_method: method,
      off_session: true,
      confirm: true,
    })
    expect(types).toEqual(paid.payment_method_types)
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 1200 })
    const refund = await old.refunds.create({ payment_intent: paid.id, amount: 200 })
    const charge = await old.charges.retrieve(String(paid.latest_charge), { expand: ['refunds'] })
    expect(charge).toMatchObject({ amount_refunded: 200, refunds: { data: [{ id: refund.id }] } })

    const price = await old.prices.create({
      currency: 'usd',
      unit_amount: 900,
      recurring: { interval: 'month' },
      product_data: { name: 'Pass' },
    })
    const subscription = await old.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      default_payment_method: method,
      expand: ['latest_invoice.payments'],
    })
    expect(subscription).toMatchObject({
      status: 'active',
      billing_mode: { type: 'classic', flexible: null },
      items: { data: [{ current_period_end: expect.any(Number) }] },
      latest_invoice: { payments: { data: [{ status: 'paid' }] }, parent: { type: 'subscription_details' } },
    })
    expect(subscription).not.toHaveProperty('current_period_end')

    const session = await old.checkout.sessions.create({
      mode: 'subscription',
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: SUCCESS_URL,
    })
    expect(session.ui_mode).toBe('hosted')
    await atAmazon(session, 'Authorize')
    const bought = await old.checkout.sessions.retrieve(session.id, { expand: ['subscription'] })
    expect(bought).toMatchObject({ status: 'complete', subscription: { billing_mode: { type: 'classic' } } })

    const completed = await vi.waitUntil(
      () => receiver.received.find(({ event }) => event.type === 'checkout.session.completed'),
      PATIENCE,
    )
    const event = old.webhooks.constructEvent(completed.body, completed.signature, receiver.settings.secret)
    expect(event).toMatchObject({ api_version: '2025-08-27.basil', data: { object: { ui_mode: 'hosted' } } })
    expect(receiver.unverified).toEqual([])
  })

  it('is told in the words it knows that a payment was declined', async () => {
    const world = newWorld()
    const old = stripe18(world, '2022-08-01')
    const saved = await savedMethod(world)
    await world.control.outcomes({ nextOffSession: 'decline' })
    const { id } = await world.stripe.paymentIntents.create({ ...TWELVE_DOLLARS, customer: saved.customer })
    const declined = await refusal18(
      old.paymentIntents.confirm(id, { payment_method: saved.method, off_session: true }),
    )
    expect(declined).toMatchObject({ type: 'StripeCardError', statusCode: 402 })
    expect(declined.raw.payment_intent).toMatchObject({ charges: { data: [{ status: 'failed', invoice: null }] } })
  })
})

/** Its errors are of classes of its own. */
async function refusal18(call: Promise<unknown>) {
  const error: unknown = await call.then(
    () => null,
    (refused: unknown) => refused,
  )
  return error as { type: string; statusCode: number; raw: { payment_intent: Stripe.PaymentIntent } }
}

describe('events', () => {
  it('are sent at the version of the endpoint, and listed at that of the account', async () => {
    const world = newWorld()
    const { control, stripe } = world
    await control.outcomes({ apiVersion: '2024-06-20' })
    // The SDK lists the versions that are older than itself, but not by name.
    const version = (name: string) => name as NonNullable<Stripe.WebhookEndpointCreateParams['api_version']>
    const [older, own, newer] = [
      await listening(world, ['*'], version('2022-08-01')),
      await listening(world, ['*']),
      await listening(world, ['*'], '2026-10-28.endive'),
    ]
    const { subscription } = await subscriber(world)
    await control.advanceClock(31 * 86_400)
    const sent = async ({ received }: typeof own, type: string, changed?: string) => {
      const isMeant = ({ type: name, data }: Stripe.Event) =>
        name === type && (changed === undefined || changed in (data.previous_attributes ?? {}))
      const found = await vi.waitUntil(() => received.find(({ event }) => isMeant(event)), PATIENCE)
      return { api_version: found.event.api_version, data: found.event.data }
    }
    const [item] = subscription.items.data
    const period = { current_period_end: item?.current_period_end }
    for (const [receiver, api_version] of [
      [older, '2022-08-01'],
      [own, '2024-06-20'],
    ] as const) {
      expect(await sent(receiver, 'invoice.paid')).toMatchObject({
        api_version,
        data: { object: { subscription: subscription.id, paid: true, payment_intent: expect.stringMatching(/^pi_/) } },
      })
      expect(await sent(receiver, 'invoice.created')).toMatchObject({
        data: { object: { payment_intent: null, charge: null, paid: false } },
      })
      expect(await sent(receiver, 'customer.subscription.updated', 'latest_invoice')).toMatchObject({
        api_version,
        data: { previous_attributes: period },
      })
    }
    expect(await sent(older, 'payment_intent.succeeded')).toMatchObject({
      data: { object: { charges: { object: 'list' } } },
    })
    const current = await sent(newer, 'invoice.paid')
    expect(current).toMatchObject({ api_version: '2026-10-28.endive', data: { object: { parent: expect.anything() } } })
    expect(current.data.object).not.toHaveProperty('subscription')

    // Made at 2024-06-20, so shown like that to whoever asks.
    const [listed] = (await stripe.events.list({ type: 'customer.subscription.updated' })).data
    expect(listed).toMatchObject({ api_version: '2024-06-20', data: { previous_attributes: period } })
    expect(listed?.data.object).toHaveProperty('current_period_end')
    const unnamed = await world.raw(`/v1/subscriptions/${subscription.id}`)
    expect(unnamed.headers.get('stripe-version')).toBe('2024-06-20')
    expect(unnamed.body).toHaveProperty('current_period_end')
  })
})
