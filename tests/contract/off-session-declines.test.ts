import { describe, expect, it } from 'vitest'
import { TWELVE_DOLLARS, charge, confirmOffSession, createdFor, eventTypes, savedMethod } from './payments'
import { AMAZON_PAY, form, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

const DECLINE = {
  type: 'card_error',
  code: 'payment_method_provider_decline',
  message: 'The payment was declined by the payment method provider.',
}

describe('a declined off-session payment', () => {
  it('answers 402 with the PaymentIntent inside, which waits for another method', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const before = (await eventTypes(world)).length
    await world.control.outcomes({ nextOffSession: 'decline' })
    const error = await refusal(charge(world, saved))
    expect(error).toMatchObject({
      statusCode: 402,
      rawType: 'card_error',
      type: 'StripeCardError',
      code: DECLINE.code,
      message: DECLINE.message,
      doc_url: 'https://stripe.com/docs/error-codes/payment-method-provider-decline',
      payment_method: { id: saved.method, customer: saved.customer },
      payment_intent: {
        object: 'payment_intent',
        status: 'requires_payment_method',
        payment_method: null,
        amount_received: 0,
        latest_charge: error.charge,
        last_payment_error: { ...DECLINE, charge: error.charge, payment_method: { id: saved.method } },
      },
    })
    const id = String(error.payment_intent?.id)
    expect(await world.stripe.paymentIntents.retrieve(id)).toEqual(error.payment_intent)
    expect(await world.stripe.charges.retrieve(String(error.charge))).toMatchObject({
      status: 'failed',
      paid: false,
      captured: false,
      failure_code: DECLINE.code,
      failure_message: DECLINE.message,
      balance_transaction: null,
      payment_intent: id,
    })
    expect(await eventTypes(world, before)).toEqual([
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
    ])
    expect((await world.stripe.paymentMethods.retrieve(saved.method)).customer).toBe(saved.customer)
  })

  it('is kept under its key and replayed, while another key tries again', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const { id } = await createdFor(world, saved)
    const fields = form(
      { payment_method: saved.method, off_session: 'true' },
      { 'Idempotency-Key': 'confirm:1', 'Stripe-Version': '2026-10-28.endive' },
    )
    const confirm = () => world.raw(`/v1/payment_intents/${id}/confirm`, fields)
    await world.control.outcomes({ nextOffSession: 'decline' })
    const first = await confirm()
    const repeated = await confirm()
    expect([first.status, repeated.status]).toEqual([402, 402])
    expect(repeated.body).toEqual(first.body)
    expect(repeated.headers.get('idempotent-replayed')).toBe('true')
    expect(repeated.headers.get('original-request')).toBe(first.headers.get('request-id'))
    expect((await world.stripe.charges.list()).data).toHaveLength(1)
    const again = await confirmOffSession(world, { id, method: saved.method }, { idempotencyKey: 'confirm:2' })
    expect(again).toMatchObject({ status: 'succeeded', last_payment_error: null })
    expect((await world.stripe.charges.list({ payment_intent: id })).data.map(({ status }) => status)).toEqual([
      'succeeded',
      'failed',
    ])
    const [entry] = (await world.control.journal()).filter(({ status, replayed }) => status === 402 && !replayed)
    expect(entry).toMatchObject({ errorCode: DECLINE.code })
    expect(entry?.effects.objects).toEqual(expect.arrayContaining([id, first.error['charge']]))
    expect(entry?.effects.events).toHaveLength(2)
  })

  it('says what the test wants, without a failed charge and ending the method if asked to', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const before = (await eventTypes(world)).length
    await world.control.outcomes({
      nextOffSession: 'decline',
      failedChargeExists: false,
      declineDetaches: true,
      offSessionDecline: { type: 'invalid_request_error', code: 'card_declined', declineCode: 'do_not_honor' },
    })
    const error = await refusal(charge(world, saved))
    expect(error).toMatchObject({ rawType: 'invalid_request_error', decline_code: 'do_not_honor', charge: undefined })
    expect(error.payment_intent).toMatchObject({ latest_charge: null, last_payment_error: { code: 'card_declined' } })
    expect(await eventTypes(world, before)).toEqual([
      'payment_intent.created',
      'mandate.updated',
      'payment_method.detached',
      'payment_intent.payment_failed',
    ])
    expect((await world.stripe.paymentMethods.retrieve(saved.method)).customer).toBeNull()
  })

  it('comes of a method nobody saved', async () => {
    const world = newWorld()
    const { id } = await world.stripe.paymentIntents.create(TWELVE_DOLLARS)
    const params = { payment_method_data: AMAZON_PAY, off_session: true }
    const error = await refusal(world.stripe.paymentIntents.confirm(id, params))
    expect(error).toMatchObject({ statusCode: 402, code: 'authentication_required' })
    expect(error.payment_intent).toMatchObject({ id, status: 'requires_payment_method' })
  })

  it('comes of a mandate that has ended, unless the test has it otherwise', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    await world.control.dashboard({ revokeMandate: saved.mandate })
    expect((await refusal(charge(world, saved))).statusCode).toBe(402)
    await world.control.outcomes({ inactiveMandate: 'succeed' })
    expect((await charge(world, saved)).status).toBe('succeeded')
  })

  it('strikes the same amounts whenever the seed is the same', async () => {
    const declined = async (seed: number) => {
      const world = newWorld()
      const saved = await savedMethod(world)
      await world.control.outcomes({ offSessionDeclineShare: 0.3, offSessionDeclineSeed: seed })
      const amounts = Array.from({ length: 30 }, (_, index) => 1000 + index)
      const outcomes = amounts.map((amount) =>
        charge(world, saved, { amount }).then(
          () => [],
          () => [amount],
        ),
      )
      return (await Promise.all(outcomes)).flat()
    }
    const first = await declined(7)
    expect(await declined(7)).toEqual(first)
    expect(await declined(8)).not.toEqual(first)
    expect(first.length).toBeGreaterThan(3)
    expect(first.length).toBeLessThan(17)
  })
})
