import { beforeEach, describe, expect, it } from 'vitest'
import { drawn } from '../../sandbox/seeded'
import { freshWorld, moveClock } from '../support/business-clock'
import { charge, customerWithMethod, newMerchant } from '../support/charging'
import { paymentRow } from '../support/checkout'
import { type Console, openConsole, said } from '../support/console'
import { accountsOf, expectBalanced, held, mailsAbout, moneyOf, paid, sweepAll } from '../support/money'
import { eventsAbout, tell, twin } from '../support/payment-ends'
import { control } from '../support/saving'
import { listDisputes } from '@/lib/server/console/list-disputes'
import { db } from '@/lib/server/db'

const DAY = 86_400

let merchant: Console

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
  await control.outcomes({ refundStartsAs: 'succeeded', nextRefund: 'succeed', disputeFeeReturned: false })
  merchant = await openConsole()
})

const tellAll = async (intent: string) => tell(await eventsAbout(intent))

/** The dispute of a payment as the merchant's people see it. */
async function disputeOf(paymentId: string) {
  const found = (await listDisputes(merchant.viewer)).filter((dispute) => dispute.paymentId === paymentId)
  expect(found).toHaveLength(1)
  return found[0]
}

async function clearing(paymentId: string): Promise<string[]> {
  return accountsOf((await paymentRow(paymentId)).ledger.flatMap(({ entries }) => entries))
}

describe('a dispute', () => {
  it.each([
    ['claim', 'product_not_received'],
    ['chargeback', 'fraudulent'],
  ] as const)('that is a %s says so, and until when it can be answered', async (kind, reason) => {
    const { paymentId: id, stripePaymentIntentId } = await paid()
    const { now } = await control.clock()
    const stripeDisputeId = await control.dispute(stripePaymentIntentId, { kind })
    await tellAll(stripePaymentIntentId)
    const dispute = await disputeOf(id)
    expect(dispute).toMatchObject({ stripeDisputeId, kind, reason, status: 'needs_response', amount: 2400 })
    const due = Date.parse(dispute?.evidenceDueBy ?? '') / 1000 - now
    expect(Math.abs(due - 10 * DAY)).toBeLessThan(30)
  })

  it('takes the money and Stripe’s fee out of the books, and leaves the order paid', async () => {
    const { paymentId: id, stripePaymentIntentId } = await paid()
    await control.dispute(stripePaymentIntentId)
    await tellAll(stripePaymentIntentId)
    expect(await clearing(id)).toEqual(['disputes 2400', 'fees 1600', 'revenue -2400', 'stripe_clearing -1600'])
    expect(await moneyOf(id)).toMatchObject({ state: 'paid', order: 'paid', refunded: 0 })
    await expectBalanced(id)
  })

  it('about a part takes that part alone', async () => {
    const { paymentId: id, stripePaymentIntentId } = await paid()
    await control.dispute(stripePaymentIntentId, { amount: 500 })
    await tellAll(stripePaymentIntentId)
    expect(await disputeOf(id)).toMatchObject({ amount: 500 })
    expect(await clearing(id)).toContain('disputes 500')
    await expectBalanced(id)
  })

  it('is mailed to each of the merchant’s people once', async () => {
    await newMerchant()
    const { paymentId: id, stripePaymentIntentId } = await paid()
    await control.dispute(stripePaymentIntentId)
    const events = await eventsAbout(stripePaymentIntentId)
    await Promise.all([tell(events), tell(events.map(twin))])
    const people = await db().user.count({ where: { role: 'merchant' } })
    expect(await mailsAbout((await disputeOf(id))?.id ?? '')).toEqual(Array(people).fill('dispute_opened'))
  })

  it('of a charge that rests on a permission names it, and of any other names none', async () => {
    const customer = await customerWithMethod()
    const id = await charge(merchant.viewer, customer.id)
    const other = await paid()
    const intent = (await paymentRow(id)).stripePaymentIntentId ?? ''
    await control.dispute(intent)
    await control.dispute(other.stripePaymentIntentId)
    for (const one of [intent, other.stripePaymentIntentId]) await tellAll(one)
    expect(await disputeOf(id)).toMatchObject({ mandateId: customer.mandate?.id, customer: { email: customer.email } })
    expect(await disputeOf(other.paymentId)).toMatchObject({ mandateId: null, customer: { name: 'Guest' } })
  })

  it('of something that is not ours changes nothing', async () => {
    const { stripePaymentIntentId } = await paid()
    await control.dispute(stripePaymentIntentId)
    const before = await db().dispute.count()
    await db().$executeRaw`update stripe_events set due_at = null`
    const events = await eventsAbout(stripePaymentIntentId)
    const foreign = events.map((event) => ({
      ...twin(event),
      data: { object: { id: 'du_unknown', object: 'dispute' } },
    }))
    await tell(foreign.filter(({ type }) => type === 'charge.dispute.created') as typeof events)
    expect(await db().dispute.count()).toBe(before)
  })
})

describe('a dispute that is decided', () => {
  it.each([
    ['won', ['disputes 0', 'fees 1600', 'revenue -2400', 'stripe_clearing 800']],
    ['lost', ['disputes 2400', 'fees 1600', 'revenue -2400', 'stripe_clearing -1600']],
  ] as const)('%s is in the books as in Stripe’s balance', async (as, accounts) => {
    const { paymentId: id, stripePaymentIntentId } = await paid()
    const stripeDisputeId = await control.dispute(stripePaymentIntentId)
    await tellAll(stripePaymentIntentId)
    await expectBalanced(id)
    await control.dashboard({ decideDispute: stripeDisputeId, as })
    await tellAll(stripePaymentIntentId)
    expect(await disputeOf(id)).toMatchObject({ status: as })
    expect(await clearing(id)).toEqual(accounts)
    await expectBalanced(id)
  })

  it('gives Stripe’s fee back where Stripe does', async () => {
    await control.outcomes({ disputeFeeReturned: true })
    const { paymentId: id, stripePaymentIntentId } = await paid()
    await control.dashboard({ decideDispute: await control.dispute(stripePaymentIntentId), as: 'won' })
    await tellAll(stripePaymentIntentId)
    expect(await clearing(id)).toEqual(['disputes 0', 'fees 100', 'revenue -2400', 'stripe_clearing 2300'])
    await expectBalanced(id)
  })

  it('because nobody answered is found lost by the sweep alone', async () => {
    const { paymentId: id, stripePaymentIntentId } = await paid()
    await control.dispute(stripePaymentIntentId)
    await tellAll(stripePaymentIntentId)
    await moveClock(10 * DAY + 1)
    await sweepAll()
    expect(await disputeOf(id)).toMatchObject({ status: 'lost' })
    await expectBalanced(id)
  })

  it.each([1, 2, 3, 4])('ends the same, however its events are shuffled and doubled (seed %i)', async (seed) => {
    const { paymentId: id, stripePaymentIntentId } = await paid()
    const stripeDisputeId = await control.dispute(stripePaymentIntentId)
    await control.dashboard({ decideDispute: stripeDisputeId, as: 'won' })
    const events = await eventsAbout(stripePaymentIntentId)
    const all = [...events, ...events.map(twin)]
    const order = all.map((event, at) => ({ event, at: drawn(seed, 'order', at) })).toSorted((a, b) => a.at - b.at)
    await tell(order.map(({ event }) => event))
    expect(await disputeOf(id)).toMatchObject({ status: 'won' })
    expect(await clearing(id)).toEqual(['disputes 0', 'fees 1600', 'revenue -2400', 'stripe_clearing 800'])
    await expectBalanced(id)
  })

  it('in our favour leaves the payment to be refunded; until then Stripe refuses', async () => {
    const { paymentId: id, stripePaymentIntentId } = await paid()
    const stripeDisputeId = await control.dispute(stripePaymentIntentId)
    await tellAll(stripePaymentIntentId)
    expect(await said(merchant.refund(id))).toMatchObject([200, { state: 'failed' }])
    await control.dashboard({ decideDispute: stripeDisputeId, as: 'won' })
    await tellAll(stripePaymentIntentId)
    expect(await said(merchant.refund(id))).toMatchObject([200, { state: 'succeeded', amount: 2400 }])
    await expectBalanced(id)
  })
})

it('a pending refund that fails because the customer contests the payment gives its amount back', async () => {
  await control.outcomes({ refundStartsAs: 'pending' })
  const { paymentId: id, stripePaymentIntentId } = await paid()
  await merchant.refund(id, { amount: 900 })
  await control.dispute(stripePaymentIntentId)
  await tellAll(stripePaymentIntentId)
  expect(await moneyOf(id)).toMatchObject({ state: 'paid', refunded: 0, refunds: ['failed 900'] })
  expect(await disputeOf(id)).toMatchObject({ amount: 2400 })
  await expectBalanced(id)
})

it('a dispute of what was captured in part is about that part', async () => {
  const { paymentId: id, stripePaymentIntentId } = await held()
  await merchant.capture(id, { amount: 4000 })
  await control.dispute(stripePaymentIntentId)
  await tellAll(stripePaymentIntentId)
  expect(await disputeOf(id)).toMatchObject({ amount: 4000 })
  await expectBalanced(id)
})
