import { describe, expect, it } from 'vitest'
import { TWELVE_DOLLARS, charge, confirmOffSession, eventTypes, savedMethod } from './payments'
import { type TestWorld, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()
const NOBODY = { id: null, idempotency_key: null }

/** $12.00 set aside at Amazon and not taken yet. */
async function held(world: TestWorld): Promise<string> {
  const saved = await savedMethod(world)
  const params = { ...TWELVE_DOLLARS, capture_method: 'manual' as const, customer: saved.customer }
  const { id } = await world.stripe.paymentIntents.create(params)
  expect((await confirmOffSession(world, { id, method: saved.method })).status).toBe('requires_capture')
  return id
}

/** All events since `after` of them: each must name no request. */
async function unasked(world: TestWorld, after: number): Promise<string[]> {
  const { events } = await world.control.state()
  const since = events.reverse().slice(after)
  expect(since.map(({ request }) => request)).toEqual(since.map(() => NOBODY))
  return since.map(({ type }) => type)
}

describe('money moved without the API', () => {
  it('is refunded by its payment or its charge, in part or in full', async () => {
    const world = newWorld()
    const { id: intent, latest_charge: latest } = await charge(world, await savedMethod(world))
    const before = (await eventTypes(world)).length
    const action = { refund: intent, amount: 500, reason: 'duplicate' } as const
    const { done, id } = await world.control.dashboard(action)
    expect(done).toEqual(action)
    expect(await world.stripe.refunds.retrieve(String(id))).toMatchObject({ amount: 500, reason: 'duplicate' })
    expect(await unasked(world, before)).toEqual(['refund.created', 'charge.refunded'])
    const rest = await world.control.refund(String(latest))
    expect((await world.stripe.refunds.retrieve(rest)).amount).toBe(700)
    await expect(world.control.refund(intent)).rejects.toThrow('has already been refunded')
    await world.control.dashboard({ settleRefund: rest })
    await expect(world.control.dashboard({ settleRefund: rest })).rejects.toThrow('it is succeeded')
    await expect(world.control.dashboard({ settleRefund: 'pyr_none' })).rejects.toThrow('No such refund')
  })

  it('is captured in full, or in part and the rest is the customer’s again', async () => {
    const world = newWorld()
    const full = await held(world)
    const before = (await eventTypes(world)).length
    expect(await world.control.dashboard({ capture: full })).toEqual({ done: { capture: full }, id: full })
    expect(await unasked(world, before)).toEqual(['charge.captured', 'payment_intent.succeeded'])
    expect((await world.stripe.paymentIntents.retrieve(full)).amount_received).toBe(1200)
    const part = await held(world)
    await world.control.dashboard({ capture: part, amount: 700 })
    const { latest_charge: latest } = await world.stripe.paymentIntents.retrieve(part)
    expect(await world.stripe.charges.retrieve(String(latest))).toMatchObject({
      amount: 1200,
      amount_captured: 700,
      amount_refunded: 500,
      refunded: false,
    })
    await expect(world.control.dashboard({ capture: part })).rejects.toThrow('could not be captured')
    await expect(world.control.refund(part, { amount: 701 })).rejects.toThrow('unrefunded amount on charge ($7.00)')
    const { id } = await world.control.dashboard({ refund: part })
    expect((await world.stripe.refunds.retrieve(String(id))).amount).toBe(700)
    expect((await world.stripe.charges.retrieve(String(latest))).refunded).toBe(true)
    expect((await world.control.balance())['usd']?.amount).toBe(1200)
  })

  it('that is only held is canceled, and cannot be refunded or contested', async () => {
    const world = newWorld()
    const id = await held(world)
    const sentence = `This PaymentIntent (${id}) does not have a successful charge to refund.`
    await expect(world.control.refund(id)).rejects.toThrow(sentence)
    await expect(world.control.dispute(id)).rejects.toThrow(sentence)
    await world.control.dashboard({ cancelPaymentIntent: id })
    expect((await world.stripe.paymentIntents.retrieve(id)).status).toBe('canceled')
    await expect(world.control.refund(id)).rejects.toThrow(sentence)
    expect(await world.control.balance()).toEqual({})
  })
})

describe('a test card', () => {
  it('is contested, refuses its refund late, or refunds late, as its number says', async () => {
    const world = newWorld()
    const pay = async (card: string) => {
      const params = { amount: 1200, currency: 'usd', allowed_payment_method_types: ['card'], confirm: true }
      const intent = await world.stripe.paymentIntents.create({
        ...params,
        payment_method: card,
        capture_method: 'automatic',
      })
      return String(intent.latest_charge)
    }
    const plain = await world.stripe.refunds.create({ charge: await pay('pm_card_visa') })
    expect(plain).toMatchObject({
      id: expect.stringMatching(/^re_/),
      status: 'succeeded',
      destination_details: { type: 'card', card: { type: 'refund' } },
    })
    const booked = await world.stripe.balanceTransactions.retrieve(String(plain.balance_transaction))
    expect(booked).toMatchObject({ type: 'refund', reporting_category: 'refund' })
    const contested = await pay('pm_card_createDispute')
    const quiet = await pay('pm_card_visa')
    await expect(world.control.dispute(quiet, { kind: 'claim' })).rejects.toThrow('Only a payment with Amazon Pay')
    await world.control.advanceClock(1)
    const [dispute] = (await world.stripe.disputes.list({ charge: contested })).data
    expect(dispute).toMatchObject({
      reason: 'fraudulent',
      payment_method_details: { type: 'card', card: { brand: 'visa', case_type: 'chargeback' } },
    })
    const fails = await world.stripe.refunds.create({ charge: await pay('pm_card_refundFail') })
    const slow = await world.stripe.refunds.create({ charge: await pay('pm_card_pendingRefund') })
    expect([fails.status, slow.status]).toEqual(['succeeded', 'pending'])
    await world.control.advanceClock(60)
    expect((await world.stripe.refunds.retrieve(fails.id)).status).toBe('failed')
    expect((await world.stripe.refunds.retrieve(slow.id)).status).toBe('succeeded')
  })
})
