import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { BUYER, CARD, SUCCESS_URL, atAmazon, pageOf, paySession, press, problemShown } from './checkout'
import { eventTypes } from './payments'
import { refusal, sandboxForThisFile, visit } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

const done = (id: string) => `https://shop.test/setup/done?session_id=${id}`

describe('a Checkout Session in payment mode', () => {
  it('shows what is to be paid and takes it from an Amazon account', async () => {
    const world = newWorld()
    const { stripe } = world
    const session = await paySession(world, {
      payment_intent_data: { description: 'Rides', metadata: { order: '7' }, capture_method: 'automatic' },
    })
    expect(session).toMatchObject({
      mode: 'payment',
      payment_status: 'unpaid',
      amount_subtotal: 2800,
      amount_total: 2800,
      currency: 'usd',
      customer_creation: 'if_required',
      payment_intent: null,
      total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    })
    const { data: items } = await stripe.checkout.sessions.listLineItems(session.id, {
      expand: ['data.price.product'],
    })
    expect(items).toMatchObject([
      { object: 'item', description: 'Moon ride', quantity: 2, amount_total: 2400, currency: 'usd' },
      { description: 'Snack', quantity: 1, price: { unit_amount: 400, active: false, product: { name: 'Snack' } } },
    ])
    const { text } = await visit(pageOf(session))
    expect(text.replaceAll(/<[^>]+>/g, ' ')).toMatch(/Moon ride × 2\s+\$24\.00\s+Snack\s+\$4\.00\s+Total\s+\$28\.00/)
    expect(text).not.toContain('charge this payment method later')
    expect((await atAmazon(session, 'Fail')).pathname).toBe(`/c/pay/${session.id}`)
    expect(await problemShown(session)).toBe('The customer declined this payment.')
    expect((await atAmazon(session, 'Authorize')).href).toBe(done(session.id))
    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge', 'line_items'],
    })
    expect(paid).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      setup_intent: null,
      customer: null,
      customer_details: BUYER,
      line_items: { data: [{ description: 'Moon ride' }, { description: 'Snack' }] },
      payment_intent: {
        status: 'succeeded',
        amount: 2800,
        amount_received: 2800,
        description: 'Rides',
        metadata: { order: '7' },
        latest_charge: { status: 'succeeded', billing_details: BUYER },
      },
    })
    expect((await eventTypes(world)).slice(4)).toEqual([
      'payment_intent.created',
      'payment_intent.requires_action',
      'charge.failed',
      'payment_intent.payment_failed',
      'payment_intent.requires_action',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ])
    const intent = String((paid.payment_intent as Stripe.PaymentIntent).id)
    expect((await stripe.checkout.sessions.list({ payment_intent: intent })).data).toHaveLength(1)
    expect((await world.control.balance())['usd']?.amount).toBe(2800)
  })

  it('takes a card, saves it for the customer when the shop asks for that, and says so on the page', async () => {
    const world = newWorld()
    const { stripe } = world
    const { id: product } = await stripe.products.create({ name: 'Moon ride' })
    const { id: price } = await stripe.prices.create({ product, currency: 'usd', unit_amount: 1200 })
    const { id: customer } = await stripe.customers.create(BUYER)
    const session = await paySession(world, {
      customer,
      line_items: [{ price, quantity: 3 }],
      payment_intent_data: { setup_future_usage: 'off_session' },
      submit_type: 'book',
    })
    const { text } = await visit(pageOf(session))
    expect(text).toContain('Book $36.00')
    expect(text).toContain('charge this payment method later')
    const declined = { ...CARD, cardNumber: '4000000000009995' }
    expect((await press(session, declined)).pathname).toBe(`/c/pay/${session.id}`)
    expect(await problemShown(session)).toBe('Your card has insufficient funds.')
    expect((await press(session, CARD)).href).toBe(done(session.id))
    const [method] = (await stripe.paymentMethods.list({ customer })).data
    const again = { amount: 500, currency: 'usd', customer, payment_method: String(method?.id) }
    const off = await stripe.paymentIntents.create({
      ...again,
      off_session: true,
      confirm: true,
      return_url: SUCCESS_URL,
    })
    expect(off.status).toBe('succeeded')
    await atAmazon(
      await paySession(world, { customer, payment_intent_data: { setup_future_usage: 'off_session' } }),
      'Authorize',
      {},
    )
    const [mandate] = (await world.control.state()).objects.mandates
    expect(mandate).toMatchObject({ status: 'active' })
    expect((await stripe.paymentMethods.list({ customer, type: 'amazon_pay' })).data).toHaveLength(1)
  })

  it('is completed before the money has arrived when it is held or still being processed', async () => {
    const world = newWorld()
    const { stripe, control } = world
    const held = await paySession(world, { payment_intent_data: { capture_method: 'manual' } })
    await atAmazon(held, 'Authorize')
    const { payment_intent: intent, ...completed } = await stripe.checkout.sessions.retrieve(held.id)
    expect(completed).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
    await stripe.paymentIntents.capture(String(intent))
    expect((await stripe.checkout.sessions.retrieve(held.id)).payment_status).toBe('paid')
    await control.outcomes({ nextPayment: 'processing', settleSeconds: 60 })
    const slow = await paySession(world)
    expect((await atAmazon(slow, 'Authorize')).href).toBe(done(slow.id))
    expect(await stripe.checkout.sessions.retrieve(slow.id)).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
    })
    await control.advanceClock(60)
    expect((await stripe.checkout.sessions.retrieve(slow.id)).payment_status).toBe('paid')
    const types = (await eventTypes(world)).filter((type) => type.startsWith('checkout.'))
    expect(types).toEqual([
      'checkout.session.completed',
      'checkout.session.completed',
      'checkout.session.async_payment_succeeded',
    ])
  })

  it('takes its payment along when it expires, which nobody else may confirm or cancel', async () => {
    const world = newWorld()
    const { stripe } = world
    const session = await paySession(world)
    await press(session, { ...BUYER, method: 'amazon_pay' })
    const intent = String((await stripe.checkout.sessions.retrieve(session.id)).payment_intent)
    for (const forbidden of [stripe.paymentIntents.cancel(intent), stripe.paymentIntents.confirm(intent)]) {
      expect((await refusal(forbidden)).message).toBe(
        'You cannot perform this action on PaymentIntents created by Checkout.',
      )
    }
    await stripe.checkout.sessions.expire(session.id)
    expect((await stripe.paymentIntents.retrieve(intent)).status).toBe('canceled')
    const other = await paySession(world, { customer_creation: 'always' })
    await press(other, { ...BUYER, method: 'amazon_pay' })
    const { payment_intent: canceled } = await stripe.checkout.sessions.retrieve(other.id)
    await world.control.dashboard({ cancelPaymentIntent: String(canceled) })
    await press(other, { ...BUYER, ...CARD })
    const found = await stripe.checkout.sessions.retrieve(other.id, { expand: ['customer'] })
    expect(found).toMatchObject({ payment_status: 'paid', customer: BUYER })
    expect(found.payment_intent).not.toBe(canceled)
  })
})
