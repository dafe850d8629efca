import { describe, expect, it } from 'vitest'
import { charge, eventTypes, savedMethod } from './payments'
import { type TestWorld, form, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()
const DAY = 86_400

/** A payment of $12.00 with Amazon Pay that its customer contests. */
async function contested(world: TestWorld, kind: 'chargeback' | 'claim' = 'chargeback') {
  const { id: intent, latest_charge: latest } = await charge(world, await savedMethod(world))
  const events = (await eventTypes(world)).length
  const id = await world.control.dispute(intent, { kind })
  return { id, intent, charge: String(latest), events }
}

describe('a dispute', () => {
  it('says what is contested, why, and until when the shop may answer; the money is withdrawn with a fee', async () => {
    const world = newWorld()
    const { id, intent, charge: paid, events } = await contested(world, 'claim')
    const dispute = await world.stripe.disputes.retrieve(id, { expand: ['charge', 'payment_intent'] })
    expect(dispute).toMatchObject({
      id: expect.stringMatching(/^du_\w+$/),
      object: 'dispute',
      amount: 1200,
      currency: 'usd',
      charge: { id: paid, disputed: true },
      payment_intent: { id: intent },
      balance_transactions: [{ amount: -1200, fee: 1500, net: -2700, type: 'adjustment', source: id }],
      evidence: { customer_email_address: 'sam@example.com', uncategorized_text: null },
      evidence_details: { has_evidence: false, submission_count: 0, due_by: dispute.created + 10 * DAY },
      is_charge_refundable: false,
      payment_method_details: { type: 'amazon_pay', amazon_pay: { dispute_type: 'claim' } },
      reason: 'product_not_received',
      status: 'needs_response',
    })
    expect(await eventTypes(world, events)).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn'])
    const [withdrawn, opened] = (await world.stripe.events.list({ limit: 2 })).data
    expect(opened).toMatchObject({ request: { id: null }, data: { object: { id, balance_transactions: [] } } })
    expect(withdrawn).toMatchObject({ data: { object: { balance_transactions: [{ net: -2700 }] } } })
    expect(await world.control.balance()).toEqual({ usd: { amount: 0, fee: 1565, net: -1565 } })
  })

  it('can be listed, and one charge has one at most', async () => {
    const world = newWorld()
    const { id, intent, charge: paid } = await contested(world)
    for (const params of [{}, { charge: paid }, { payment_intent: intent }]) {
      expect((await world.stripe.disputes.list(params)).data).toMatchObject([{ id, reason: 'fraudulent' }])
    }
    expect((await world.stripe.disputes.list({ charge: 'py_other' })).data).toEqual([])
    expect((await refusal(world.stripe.disputes.retrieve('du_none'))).message).toBe("No such dispute: 'du_none'")
    await expect(world.control.dispute(paid)).rejects.toThrow('is disputed already')
    expect((await refusal(world.browser.disputes.retrieve(id))).code).toBe('secret_key_required')
  })

  it('stages evidence until it is submitted, once', async () => {
    const world = newWorld()
    const { id, events } = await contested(world)
    const staged = await world.stripe.disputes.update(id, {
      evidence: { product_description: 'One ride' },
      metadata: { order: '7' },
      submit: false,
    })
    expect(staged).toMatchObject({
      status: 'needs_response',
      metadata: { order: '7' },
      evidence: { product_description: 'One ride', customer_email_address: 'sam@example.com' },
      evidence_details: { has_evidence: true, submission_count: 0, submission_method: 'not_submitted' },
    })
    const submitted = await world.stripe.disputes.update(id, {
      evidence: { uncategorized_text: 'The customer agreed on 1 May.', customer_name: '' },
    })
    expect(submitted).toMatchObject({
      status: 'under_review',
      evidence: { product_description: 'One ride', uncategorized_text: 'The customer agreed on 1 May.' },
      evidence_details: { has_evidence: true, submission_count: 1, submission_method: 'manual' },
    })
    expect(submitted.evidence.customer_name).toBeNull()
    expect(await eventTypes(world, events + 2)).toEqual(['charge.dispute.updated', 'charge.dispute.updated'])
    const [updated] = (await world.stripe.events.list({ limit: 1 })).data
    expect(updated?.data.previous_attributes).toMatchObject({ status: 'needs_response' })
    const late = await refusal(world.stripe.disputes.update(id, { evidence: { uncategorized_text: 'More.' } }))
    expect(late.message).toContain('already been submitted')
    expect((await refusal(world.stripe.disputes.close(id))).statusCode).toBe(400)
    expect((await world.stripe.disputes.update(id, { metadata: { order: '8' } })).metadata).toEqual({ order: '8' })
  })

  it('submits what was staged with submit=true alone, and nothing when there is nothing', async () => {
    const world = newWorld()
    const { id } = await contested(world)
    expect((await world.stripe.disputes.update(id, { submit: true })).status).toBe('needs_response')
    await world.stripe.disputes.update(id, { evidence: { uncategorized_text: 'See the mandate.' }, submit: false })
    expect((await world.stripe.disputes.update(id, { submit: true })).status).toBe('under_review')
  })

  it('refuses evidence it does not know, that is too long, or that is a file', async () => {
    const world = newWorld()
    const { id } = await contested(world)
    const send = (name: string, value: string) =>
      world.raw(`/v1/disputes/${id}`, form({ [`evidence[${name}]`]: value }))
    expect((await send('color', 'red')).error).toMatchObject({ code: 'parameter_unknown', param: 'evidence[color]' })
    expect((await send('uncategorized_text', 'x'.repeat(20_001))).error['param']).toBe('evidence[uncategorized_text]')
    expect((await send('receipt', 'file_1')).error['code']).toBe('sandbox_not_imitated')
    expect((await world.stripe.disputes.retrieve(id)).evidence_details.has_evidence).toBe(false)
  })
})

describe('the end of a dispute', () => {
  it('is a loss: the money stays away', async () => {
    const world = newWorld()
    const { id, charge: paid, events } = await contested(world)
    expect((await world.stripe.disputes.close(id)).status).toBe('lost')
    expect(await eventTypes(world, events + 2)).toEqual(['charge.dispute.closed'])
    expect((await world.control.balance())['usd']?.net).toBe(-1565)
    expect((await refusal(world.stripe.disputes.close(id))).message).toBe('This dispute is already closed.')
    await expect(world.control.dashboard({ decideDispute: id, as: 'won' })).rejects.toThrow('already closed')
    const refund = await refusal(world.stripe.refunds.create({ charge: paid }))
    expect(refund).toMatchObject({
      code: 'charge_disputed',
      message: `Charge ${paid} has been charged back; cannot issue a refund.`,
    })
  })

  it('is a win: the money is back, and the fee if a test wants that', async () => {
    const world = newWorld()
    const { id, charge: paid, events } = await contested(world)
    await world.stripe.disputes.update(id, { evidence: { uncategorized_text: 'Here is the mandate.' } })
    await world.control.dashboard({ decideDispute: id, as: 'won' })
    const won = await world.stripe.disputes.retrieve(id)
    expect(won).toMatchObject({
      status: 'won',
      balance_transactions: [
        { amount: -1200, fee: 1500 },
        { amount: 1200, fee: 0, reporting_category: 'dispute_reversal', source: id, status: 'available' },
      ],
    })
    expect(await eventTypes(world, events + 3)).toEqual(['charge.dispute.closed', 'charge.dispute.funds_reinstated'])
    expect((await world.control.balance())['usd']?.net).toBe(1135 - 1500)
    expect((await world.stripe.charges.retrieve(paid)).disputed).toBe(true)
    expect((await world.stripe.refunds.create({ charge: paid })).amount).toBe(1200)
    await world.control.outcomes({ disputeFeeReturned: true })
    const other = await contested(world)
    const before = (await world.control.balance())['usd']?.net ?? 0
    await world.control.dashboard({ decideDispute: other.id, as: 'won' })
    expect((await world.control.balance())['usd']?.net).toBe(before + 2700)
  })

  it('comes at once with the words of Stripe’s test mode', async () => {
    const world = newWorld()
    for (const [words, status] of [
      ['winning_evidence', 'won'],
      ['losing_evidence', 'lost'],
    ] as const) {
      const { id } = await contested(world)
      const dispute = await world.stripe.disputes.update(id, { evidence: { uncategorized_text: words } })
      expect(dispute.status).toBe(status)
    }
  })

  it('comes when the shop has not answered in ten days', async () => {
    const world = newWorld()
    const silent = await contested(world)
    const answered = await contested(world)
    await world.stripe.disputes.update(answered.id, { evidence: { uncategorized_text: 'Here.' } })
    await world.control.advanceClock(10 * DAY)
    expect((await world.stripe.disputes.retrieve(silent.id)).status).toBe('lost')
    expect((await world.stripe.disputes.retrieve(answered.id)).status).toBe('under_review')
  })
})

describe('a dispute and refunds of the same charge', () => {
  it('contests what refunds have left, and stops those that are under way', async () => {
    const world = newWorld()
    const { latest_charge: latest } = await charge(world, await savedMethod(world))
    const paid = String(latest)
    await world.stripe.refunds.create({ charge: paid, amount: 300 })
    await world.control.advanceClock(60)
    const underWay = await world.stripe.refunds.create({ charge: paid, amount: 200 })
    await expect(world.control.dispute(paid, { amount: 901 })).rejects.toThrow('only $9.00 can be disputed')
    expect((await world.stripe.refunds.retrieve(underWay.id)).status).toBe('pending')
    const id = await world.control.dispute(paid)
    expect((await world.stripe.disputes.retrieve(id)).amount).toBe(900)
    expect(await world.stripe.refunds.retrieve(underWay.id)).toMatchObject({
      status: 'failed',
      failure_reason: 'charge_for_pending_refund_disputed',
    })
    expect(await world.control.balance()).toEqual({ usd: { amount: 0, fee: 1565, net: -1565 } })
  })

  it('cannot be about money that never came, or went back', async () => {
    const world = newWorld()
    const { id, latest_charge: latest } = await charge(world, await savedMethod(world))
    await world.stripe.refunds.create({ payment_intent: id })
    await world.control.advanceClock(60)
    await expect(world.control.dispute(String(latest))).rejects.toThrow('only $0.00 can be disputed')
    const { id: unpaid } = await world.stripe.paymentIntents.create({ amount: 1200, currency: 'usd' })
    await expect(world.control.dispute(unpaid)).rejects.toThrow('does not have a successful charge')
    expect((await world.control.state()).objects.disputes).toEqual([])
  })
})
