import { describe, expect, it } from 'vitest'
import { charge, eventTypes, paid, savedMethod } from './payments'
import { form, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()
const DAY = 86_400

describe('a refund', () => {
  it('is pending first, counts at once, and has arrived a minute later', async () => {
    const world = newWorld()
    const payment = await paid(world)
    const refund = await world.stripe.refunds.create({
      payment_intent: payment.intent,
      reason: 'requested_by_customer',
      metadata: { order: '7' },
    })
    expect(refund).toMatchObject({
      id: expect.stringMatching(/^pyr_\w+$/),
      object: 'refund',
      amount: 1200,
      currency: 'usd',
      charge: payment.charge,
      payment_intent: payment.intent,
      destination_details: { type: 'amazon_pay', amazon_pay: {} },
      metadata: { order: '7' },
      pending_reason: 'processing',
      reason: 'requested_by_customer',
      status: 'pending',
    })
    expect(await world.stripe.charges.retrieve(payment.charge)).toMatchObject({ amount_refunded: 1200, refunded: true })
    await world.control.advanceClock(60)
    const arrived = await world.stripe.refunds.retrieve(refund.id)
    expect(arrived.status).toBe('succeeded')
    expect(arrived).not.toHaveProperty('pending_reason')
    expect(await eventTypes(world, payment.events)).toEqual([
      'refund.created',
      'charge.refunded',
      'refund.updated',
      'charge.refund.updated',
    ])
    const [, updated] = (await world.stripe.events.list({ limit: 2 })).data
    expect(updated).toMatchObject({
      request: { id: null },
      data: { previous_attributes: { status: 'pending', pending_reason: 'processing' }, object: { id: refund.id } },
    })
  })

  it('may be partial and several; the charge is refunded only when nothing is left', async () => {
    const world = newWorld()
    const payment = await paid(world)
    const first = await world.stripe.refunds.create({ charge: payment.charge, amount: 500 })
    expect(await world.stripe.charges.retrieve(payment.charge)).toMatchObject({ amount_refunded: 500, refunded: false })
    const [refunded] = (await world.stripe.events.list({ type: 'charge.refunded' })).data
    expect(refunded?.data).toMatchObject({ previous_attributes: { amount_refunded: 0 }, object: { refunded: false } })
    const tooMuch = await refusal(world.stripe.refunds.create({ charge: payment.charge, amount: 701 }))
    expect(tooMuch).toMatchObject({
      statusCode: 400,
      param: 'amount',
      message: 'Refund amount ($7.01) is greater than unrefunded amount on charge ($7.00)',
    })
    const rest = await world.stripe.refunds.create({ payment_intent: payment.intent })
    expect(rest.amount).toBe(700)
    expect((await world.stripe.charges.retrieve(payment.charge)).refunded).toBe(true)
    const again = await refusal(world.stripe.refunds.create({ charge: payment.charge, amount: 1 }))
    expect(again).toMatchObject({
      code: 'charge_already_refunded',
      message: `Charge ${payment.charge} has already been refunded.`,
    })
    const { data } = await world.stripe.refunds.list({ payment_intent: payment.intent, expand: ['data.charge'] })
    expect(data).toMatchObject([
      { id: rest.id, charge: { id: payment.charge } },
      { id: first.id, charge: { id: payment.charge } },
    ])
    expect((await world.stripe.refunds.list({ charge: payment.charge, limit: 1 })).has_more).toBe(true)
    expect((await world.stripe.refunds.list({ charge: 'py_other' })).data).toEqual([])
  })

  it('shows on the charge when asked for, with what is behind it', async () => {
    const world = newWorld()
    const payment = await paid(world)
    const { id } = await world.stripe.refunds.create({ charge: payment.charge, amount: 500 })
    expect(await world.stripe.charges.retrieve(payment.charge)).not.toHaveProperty('refunds')
    expect(
      await world.stripe.charges.retrieve(payment.charge, { expand: ['refunds.data.balance_transaction'] }),
    ).toMatchObject({
      refunds: {
        object: 'list',
        has_more: false,
        url: `/v1/charges/${payment.charge}/refunds`,
        data: [{ id, balance_transaction: { amount: -500, source: id } }],
      },
    })
    expect(
      await world.stripe.paymentIntents.retrieve(payment.intent, { expand: ['latest_charge.refunds.data.charge'] }),
    ).toMatchObject({ latest_charge: { refunds: { data: [{ id, charge: { id: payment.charge } }] } } })
    const listed = await world.raw(`/v1/charges/${payment.charge}/refunds`)
    expect(listed.body).toMatchObject({ data: [{ id }] })
  })

  it('takes the money from the balance, and Stripe keeps its fee', async () => {
    const world = newWorld()
    const payment = await paid(world)
    const refund = await world.stripe.refunds.create({ charge: payment.charge, amount: 500 })
    const id = String(refund.balance_transaction)
    expect(await world.stripe.balanceTransactions.retrieve(id, { expand: ['source'] })).toMatchObject({
      amount: -500,
      fee: 0,
      fee_details: [],
      net: -500,
      reporting_category: 'refund',
      source: { id: refund.id, object: 'refund' },
      status: 'pending',
      type: 'payment_refund',
    })
    expect(await world.control.balance()).toEqual({ usd: { amount: 700, fee: 65, net: 635 } })
    const { pending } = await world.stripe.balance.retrieve()
    expect(pending[0]?.amount).toBe(635)
  })

  it('can be annotated, and not canceled', async () => {
    const world = newWorld()
    const payment = await paid(world)
    const { id } = await world.stripe.refunds.create({ charge: payment.charge })
    const { metadata } = await world.stripe.refunds.update(id, { metadata: { ticket: '9' } })
    expect(metadata).toEqual({ ticket: '9' })
    const [, updated] = (await world.stripe.events.list({ limit: 2 })).data
    expect(updated).toMatchObject({ type: 'refund.updated', data: { previous_attributes: { metadata: {} } } })
    expect((await refusal(world.stripe.refunds.cancel(id))).message).toContain('it has a status of pending')
    expect((await refusal(world.stripe.refunds.retrieve('re_none'))).message).toBe("No such refund: 're_none'")
  })
})

describe('a refund that is refused', () => {
  it('names what is wrong, and gives nothing back', async () => {
    const world = newWorld()
    const payment = await paid(world)
    const send = (fields: Record<string, string>) => world.raw('/v1/refunds', form(fields))
    const nothing = 'One of the following params should be provided for this request: payment_intent or charge.'
    expect((await send({})).error['message']).toBe(nothing)
    const zero = await send({ charge: payment.charge, amount: '0' })
    expect(zero.error).toMatchObject({ code: 'parameter_invalid_integer', param: 'amount' })
    expect((await send({ charge: payment.charge, reason: 'bored' })).error['message']).toBe(
      'Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer',
    )
    expect((await send({ charge: 'py_none' })).error).toMatchObject({ code: 'resource_missing', param: 'charge' })
    expect((await send({ payment_intent: 'pi_none' })).error).toMatchObject({ param: 'payment_intent' })
    expect((await send({ charge: payment.charge, color: 'red' })).error['code']).toBe('parameter_unknown')
    const other = await paid(world)
    const mixed = await send({ charge: payment.charge, payment_intent: other.intent })
    expect(mixed.error['message']).toContain('does not belong to')
    expect((await refusal(world.browser.refunds.create({ charge: payment.charge }))).code).toBe('secret_key_required')
    expect((await world.control.state()).objects.refunds).toEqual([])
  })

  it('is about a payment without a charge, or with a failed one', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    await world.control.outcomes({ nextOffSession: 'decline' })
    await refusal(charge(world, saved))
    const [declined] = (await world.stripe.paymentIntents.list()).data
    const sentence = `This PaymentIntent (${declined?.id}) does not have a successful charge to refund.`
    const byIntent = await refusal(world.stripe.refunds.create({ payment_intent: String(declined?.id) }))
    expect(byIntent).toMatchObject({ statusCode: 400, message: sentence })
    const byCharge = await refusal(world.stripe.refunds.create({ charge: String(declined?.latest_charge) }))
    expect(byCharge.message).toBe(sentence)
  })

  it('comes more than 90 days after the payment', async () => {
    const world = newWorld()
    const payment = await paid(world)
    await world.control.advanceClock(90 * DAY - 60)
    await world.stripe.refunds.create({ charge: payment.charge, amount: 100 })
    await world.control.advanceClock(61)
    const late = await refusal(world.stripe.refunds.create({ charge: payment.charge, amount: 100 }))
    expect(late).toMatchObject({ statusCode: 400, code: 'charge_not_refundable' })
    await world.control.outcomes({ refundWindowDays: 180 })
    expect((await world.stripe.refunds.create({ charge: payment.charge, amount: 100 })).amount).toBe(100)
  })
})
