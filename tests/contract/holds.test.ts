import { describe, expect, it } from 'vitest'
import { payWith } from './cards'
import { MANUAL, TWELVE_DOLLARS, chargeOf, eventTypes, heldAtAmazon, savedMethod } from './payments'
import { refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

const WEEK = 7 * 86_400

describe('a payment with manual capture', () => {
  it('sets the money aside when it is approved, and books nothing', async () => {
    const world = newWorld()
    const held = await heldAtAmazon(world)
    expect(held).toMatchObject({
      status: 'requires_capture',
      amount_capturable: 1200,
      amount_received: 0,
      next_action: null,
    })
    expect(held.back.searchParams.get('redirect_status')).toBe('succeeded')
    expect(await chargeOf(world, held)).toMatchObject({
      status: 'succeeded',
      paid: true,
      captured: false,
      amount: 1200,
      amount_captured: 0,
      amount_refunded: 0,
      refunded: false,
      balance_transaction: null,
    })
    expect(await world.control.balance()).toEqual({})
    expect(await eventTypes(world, 1)).toEqual([
      'payment_intent.requires_action',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
    ])
  })

  it.each([
    ['nobody there', { off_session: true }],
    ['its owner there', {}],
  ])('works with a saved method and %s', async (_who, confirm) => {
    const world = newWorld()
    const { customer, method } = await savedMethod(world)
    const { id } = await world.stripe.paymentIntents.create({ ...TWELVE_DOLLARS, ...MANUAL, customer })
    const held = await world.stripe.paymentIntents.confirm(id, { payment_method: method, ...confirm })
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 1200 })
    expect((await world.stripe.paymentIntents.capture(id)).status).toBe('succeeded')
  })

  it('says of a card until when it can be captured', async () => {
    const world = newWorld()
    const held = await payWith(world, 'pm_card_visa', { create: MANUAL })
    const { created, payment_method_details: details } = await chargeOf(world, held)
    expect(details?.card).toMatchObject({ amount_authorized: 1200, capture_before: created + WEEK })
  })

  it('of a card lasts as long as its network lets it', async () => {
    const world = newWorld()
    await world.control.outcomes({ cardHoldDays: 5 })
    const { id } = await payWith(world, 'pm_card_visa', { create: MANUAL })
    await world.control.advanceClock(5 * 86_400 - 60)
    expect((await world.stripe.paymentIntents.retrieve(id)).status).toBe('requires_capture')
    await world.control.advanceClock(61)
    expect((await world.stripe.paymentIntents.retrieve(id)).status).toBe('canceled')
  })

  it('can be asked for Amazon Pay alone, and unasked again', async () => {
    const world = newWorld()
    const options = { payment_method_options: { amazon_pay: MANUAL } }
    const held = await heldAtAmazon(world, options)
    expect(held).toMatchObject({ status: 'requires_capture', capture_method: 'automatic', ...options })
    const types = { allowed_payment_method_types: ['amazon_pay' as const, 'card' as const] }
    expect((await payWith(world, 'pm_card_visa', { create: { ...types, ...options } })).status).toBe('succeeded')
    const { id } = await world.stripe.paymentIntents.create({ ...TWELVE_DOLLARS, ...options })
    const unset = { payment_method_options: { amazon_pay: { capture_method: '' as const } } }
    expect((await world.stripe.paymentIntents.update(id, unset)).payment_method_options?.amazon_pay).toEqual({})
  })
})

describe('a hold that is not captured', () => {
  it.each(['amazon_pay', 'card'] as const)('is given back when the payment by %s is canceled', async (type) => {
    const world = newWorld()
    const held = type === 'card' ? await payWith(world, 'pm_card_visa', { create: MANUAL }) : await heldAtAmazon(world)
    const before = (await eventTypes(world)).length
    const canceled = await world.stripe.paymentIntents.cancel(held.id, { cancellation_reason: 'abandoned' })
    expect(canceled).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'abandoned',
      amount_capturable: 0,
      amount_received: 0,
      latest_charge: held.latest_charge,
    })
    expect(await chargeOf(world, canceled)).toMatchObject({
      captured: false,
      amount_captured: 0,
      amount_refunded: 1200,
      refunded: true,
      balance_transaction: null,
    })
    expect(await eventTypes(world, before)).toEqual(['charge.refunded', 'payment_intent.canceled'])
    await world.control.advanceClock(WEEK + 1)
    expect(await eventTypes(world, before)).toHaveLength(2)
    expect(await world.control.balance()).toEqual({})
  })

  it('is given back after seven days, and cannot be captured any more', async () => {
    const world = newWorld()
    const held = await heldAtAmazon(world)
    const { created } = await chargeOf(world, held)
    const { now } = await world.control.clock()
    await world.control.advanceClock(created + WEEK - 5 - now)
    expect((await world.stripe.paymentIntents.retrieve(held.id)).status).toBe('requires_capture')
    const before = (await eventTypes(world)).length
    await world.control.advanceClock(6)
    const expired = await world.stripe.paymentIntents.retrieve(held.id)
    expect(expired).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'automatic',
      amount_capturable: 0,
      canceled_at: created + WEEK,
    })
    expect(await chargeOf(world, expired)).toMatchObject({ captured: false, refunded: true, amount_refunded: 1200 })
    const { events } = await world.control.state()
    const told = events.slice(0, events.length - before).reverse()
    expect(told.map(({ type }) => type)).toEqual(['charge.expired', 'payment_intent.canceled'])
    expect(told.map(({ request }) => request)).toEqual([
      { id: null, idempotency_key: null },
      { id: null, idempotency_key: null },
    ])
    const late = await refusal(world.stripe.paymentIntents.capture(held.id))
    expect(late.message).toMatch(/^This PaymentIntent could not be captured because it has a status of canceled\./)
  })
})
