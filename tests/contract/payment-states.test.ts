import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { TWELVE_DOLLARS, charge, paymentOnTestPage, savedMethod } from './payments'
import { AMAZON_PAY, RETURN_URL, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

const UNEXPECTED = 'payment_intent_unexpected_state'

describe('an update', () => {
  it('changes amount, descriptions and metadata, and forgets the error of the attempt before', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    await world.control.outcomes({ nextOffSession: 'decline' })
    const { payment_intent: declined } = await refusal(charge(world, saved))
    const updated = await world.stripe.paymentIntents.update(String(declined?.id), {
      amount: 1300,
      description: 'A longer ride',
      metadata: { a: '1' },
    })
    expect(updated).toMatchObject({
      amount: 1300,
      description: 'A longer ride',
      metadata: { a: '1' },
      last_payment_error: null,
      status: 'requires_payment_method',
    })
    expect((await refusal(world.stripe.paymentIntents.update(updated.id, { amount: 10 }))).code).toBe(
      'amount_too_small',
    )
  })

  it('of the amount takes the customer off the test page; another confirmation begins anew', async () => {
    const world = newWorld()
    const { paymentIntent } = await paymentOnTestPage(world)
    const updated = await world.stripe.paymentIntents.update(paymentIntent.id, { amount: 1300 })
    expect(updated).toMatchObject({ status: 'requires_confirmation', next_action: null })
    const again = await world.stripe.paymentIntents.confirm(paymentIntent.id, { return_url: RETURN_URL })
    expect(again).toMatchObject({ status: 'requires_action', amount: 1300 })
  })

  it('filters the methods anew when the currency changes', async () => {
    const { stripe } = newWorld()
    const { id } = await stripe.paymentIntents.create({
      ...TWELVE_DOLLARS,
      allowed_payment_method_types: ['amazon_pay', 'card'],
    })
    expect((await stripe.paymentIntents.update(id, { currency: 'eur' })).payment_method_types).toEqual(['card'])
  })

  it('of what is settled is refused after success, of the rest it is not', async () => {
    const world = newWorld()
    const { id } = await charge(world, await savedMethod(world))
    const amount = await refusal(world.stripe.paymentIntents.update(id, { amount: 1300 }))
    expect(amount).toMatchObject({ statusCode: 400, code: UNEXPECTED, payment_intent: { id, status: 'succeeded' } })
    expect(amount.message).toBe(
      "This PaymentIntent's amount could not be updated because it has a status of succeeded. You may only update the amount of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.",
    )
    expect((await world.stripe.paymentIntents.update(id, { metadata: { a: '1' } })).metadata).toEqual({ a: '1' })
  })
})

describe('a state a call does not fit', () => {
  it('is named when there is nothing to confirm with', async () => {
    const { stripe } = newWorld()
    const { id } = await stripe.paymentIntents.create(TWELVE_DOLLARS)
    const missing = await refusal(stripe.paymentIntents.confirm(id))
    expect(missing).toMatchObject({ statusCode: 400, code: UNEXPECTED, payment_intent: { id } })
    expect(missing.message).toMatch(
      /^You cannot confirm this PaymentIntent because it's missing a payment method\. You/,
    )
    expect(missing.doc_url).toBe('https://stripe.com/docs/error-codes/payment-intent-unexpected-state')
  })

  it('is named after success', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const { id } = await charge(world, saved)
    const again = await refusal(world.stripe.paymentIntents.confirm(id, { payment_method: saved.method }))
    expect(again).toMatchObject({ code: UNEXPECTED, payment_intent: { id, status: 'succeeded' } })
    expect(again.message).toBe(
      'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
    )
    const canceled = await refusal(world.stripe.paymentIntents.cancel(id))
    expect(canceled.message).toBe(
      'You cannot cancel this PaymentIntent because it has a status of succeeded. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action.',
    )
  })

  it('is named after cancellation', async () => {
    const world = newWorld()
    const { stripe } = world
    const { id } = await stripe.paymentIntents.create(TWELVE_DOLLARS)
    const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' })
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' })
    expect(canceled.canceled_at).toBeGreaterThanOrEqual(canceled.created)
    const params: Stripe.PaymentIntentConfirmParams = { payment_method_data: AMAZON_PAY, return_url: RETURN_URL }
    expect((await refusal(stripe.paymentIntents.confirm(id, params))).message).toBe(
      "This PaymentIntent's payment_method could not be updated because it has a status of canceled. You may only update the payment_method of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.",
    )
    expect((await refusal(stripe.paymentIntents.cancel(id))).code).toBe(UNEXPECTED)
  })

  it('is an unknown id', async () => {
    const { stripe } = newWorld()
    const unknown = await refusal(stripe.paymentIntents.retrieve('pi_none'))
    expect(unknown).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'intent' })
    expect(unknown.message).toBe("No such payment_intent: 'pi_none'")
  })
})
