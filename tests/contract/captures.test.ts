import { describe, expect, it } from 'vitest'
import { payWith } from './cards'
import { MANUAL, TWELVE_DOLLARS, chargeOf, eventTypes, heldAtAmazon, paymentOnTestPage } from './payments'
import { refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

const WEEK = 7 * 86_400
const FEE = (amount: number) => Math.round((amount * 29) / 1000) + 30

describe('a capture', () => {
  it('takes everything, once', async () => {
    const world = newWorld()
    const { id } = await heldAtAmazon(world)
    const before = (await eventTypes(world)).length
    const captured = await world.stripe.paymentIntents.capture(id, { metadata: { by: 'kim' } })
    expect(captured).toMatchObject({
      status: 'succeeded',
      amount_capturable: 0,
      amount_received: 1200,
      metadata: { by: 'kim' },
    })
    const charge = await chargeOf(world, captured)
    expect(charge).toMatchObject({ captured: true, amount_captured: 1200, amount_refunded: 0, refunded: false })
    expect(charge.balance_transaction).toMatch(/^txn_/)
    expect(await eventTypes(world, before)).toEqual(['charge.captured', 'payment_intent.succeeded'])
    const again = await refusal(world.stripe.paymentIntents.capture(id))
    expect(again).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state', payment_intent: { id } })
    expect(again.message).toBe('This PaymentIntent could not be captured because it has already been captured.')
    expect(await world.control.balance()).toEqual({ usd: { amount: 1200, fee: FEE(1200), net: 1200 - FEE(1200) } })
  })

  it('of a part releases the rest', async () => {
    const world = newWorld()
    const held = await heldAtAmazon(world)
    const before = (await eventTypes(world)).length
    const captured = await world.stripe.paymentIntents.capture(held.id, { amount_to_capture: 500, final_capture: true })
    expect(captured).toMatchObject({ status: 'succeeded', amount: 1200, amount_capturable: 0, amount_received: 500 })
    expect(await chargeOf(world, captured)).toMatchObject({
      amount: 1200,
      amount_captured: 500,
      amount_refunded: 700,
      captured: true,
      refunded: false,
    })
    expect(await eventTypes(world, before)).toEqual(['charge.captured', 'charge.refunded', 'payment_intent.succeeded'])
    expect(await world.control.balance()).toEqual({ usd: { amount: 500, fee: FEE(500), net: 500 - FEE(500) } })
    await world.control.advanceClock(WEEK + 1)
    expect((await world.stripe.paymentIntents.retrieve(held.id)).status).toBe('succeeded')
  })

  it('of a part may tell of the rest by the charge alone', async () => {
    const world = newWorld()
    await world.control.outcomes({ partialCaptureRefunds: false })
    const { id } = await heldAtAmazon(world)
    const before = (await eventTypes(world)).length
    await world.stripe.paymentIntents.capture(id, { amount_to_capture: 500 })
    expect(await eventTypes(world, before)).toEqual(['charge.captured', 'payment_intent.succeeded'])
  })

  it('of a part, and the end of a hold, may be told by a Refund that moves nothing', async () => {
    const world = newWorld()
    await world.control.outcomes({ releasesAreRefunds: true })
    const [taken, ended] = [await heldAtAmazon(world), await heldAtAmazon(world)]
    await world.stripe.paymentIntents.capture(taken.id, { amount_to_capture: 500 })
    await world.stripe.paymentIntents.cancel(ended.id)
    const { data } = await world.stripe.refunds.list()
    const nothing = { status: 'succeeded', balance_transaction: null }
    expect(data).toMatchObject([
      { ...nothing, amount: 1200, payment_intent: ended.id },
      { ...nothing, amount: 700, payment_intent: taken.id },
    ])
    expect(await world.control.balance()).toEqual({ usd: { amount: 500, fee: FEE(500), net: 500 - FEE(500) } })
    expect((await world.stripe.refunds.create({ payment_intent: taken.id })).amount).toBe(500)
  })

  it('leaves of a part only what was taken to be refunded', async () => {
    const world = newWorld()
    const { id } = await heldAtAmazon(world)
    await world.stripe.paymentIntents.capture(id, { amount_to_capture: 500 })
    const tooMuch = await refusal(world.stripe.refunds.create({ payment_intent: id, amount: 501 }))
    expect(tooMuch.message).toBe('Refund amount ($5.01) is greater than unrefunded amount on charge ($5.00)')
    expect((await world.stripe.refunds.create({ payment_intent: id })).amount).toBe(500)
  })

  it.each([
    [{ amount_to_capture: 1201 }, 'amount_too_large'],
    [{ amount_to_capture: 0 }, 'parameter_invalid_integer'],
    [{ amount_to_capture: -1 }, 'parameter_invalid_integer'],
    [{ final_capture: false }, 'sandbox_not_imitated'],
  ])('of %j is refused and takes nothing', async (params, code) => {
    const world = newWorld()
    const held = await payWith(world, 'pm_card_visa', { create: MANUAL })
    expect(await refusal(world.stripe.paymentIntents.capture(held.id, params))).toMatchObject({ statusCode: 400, code })
    const { id, status, amount_capturable: left } = await world.stripe.paymentIntents.retrieve(held.id)
    expect([id, status, left]).toEqual([held.id, 'requires_capture', 1200])
  })

  it.each(['requires_payment_method', 'requires_action', 'canceled'] as const)(
    'is refused while %s',
    async (status) => {
      const world = newWorld()
      const { stripe } = world
      const { id } =
        status === 'requires_action'
          ? (await paymentOnTestPage(world, MANUAL)).paymentIntent
          : await stripe.paymentIntents.create({ ...TWELVE_DOLLARS, ...MANUAL })
      if (status === 'canceled') await stripe.paymentIntents.cancel(id)
      const error = await refusal(stripe.paymentIntents.capture(id))
      expect(error).toMatchObject({ code: 'payment_intent_unexpected_state', payment_intent: { status } })
      expect(error.message).toBe(
        `This PaymentIntent could not be captured because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
      )
    },
  )

  it('is answered from memory under its key, and belongs to servers', async () => {
    const world = newWorld()
    const { id } = await payWith(world, 'pm_card_visa', { create: MANUAL })
    expect((await refusal(world.browser.paymentIntents.capture(id))).code).toBe('secret_key_required')
    const capture = () => world.stripe.paymentIntents.capture(id, { amount_to_capture: 700 }, { idempotencyKey: 'c1' })
    const [first, second] = [await capture(), await capture()]
    expect(second).toEqual(first)
    const [entry] = (await world.control.journal()).filter(
      ({ path, replayed }) => path.endsWith('capture') && !replayed,
    )
    expect(entry?.effects.objects).toEqual(expect.arrayContaining([id, first.latest_charge]))
  })
})

describe('captures and cancellations at once', { timeout: 60_000 }, () => {
  it('end as exactly one of them, with a balance of what was captured', async () => {
    const world = newWorld()
    let expected = 0
    for (let turn = 0; turn < 20; turn += 1) {
      const { id } = await payWith(world, 'pm_card_visa', { create: MANUAL })
      const amounts = [1200, 500, 1]
      const acts = [
        ...amounts.map((amount_to_capture) => world.stripe.paymentIntents.capture(id, { amount_to_capture })),
        world.stripe.paymentIntents.cancel(id),
      ]
      const done = (await Promise.allSettled(acts)).filter(({ status }) => status === 'fulfilled')
      expect(done).toHaveLength(1)
      const { status, amount_received: received } = await world.stripe.paymentIntents.retrieve(id)
      expect([...amounts.map((amount) => `succeeded ${amount}`), 'canceled 0']).toContain(`${status} ${received}`)
      expected += received
    }
    expect((await world.control.balance())['usd']?.amount ?? 0).toBe(expected)
  })
})
