import { beforeEach, describe, expect, it } from 'vitest'
import { freshWorld, moveClock } from '../support/business-clock'
import { approve, leaveForAmazon, opened, placed } from '../support/checkout'
import { type Console, openConsole, refunded, said } from '../support/console'
import { booksOf, expectBalanced, held, mailsAbout, moneyOf, objectsOf, paid, sweepAll } from '../support/money'
import { eventsAbout, tell } from '../support/payment-ends'
import { control } from '../support/saving'
import { db } from '@/lib/server/db'
import { syncPayment } from '@/lib/server/payments/sync-payment'
import { recordSeen, syncRefund } from '@/lib/server/refunds/sync-refund'
import { retrieveRefund } from '@/lib/server/stripe/refunds'

const DAY = 86_400

let merchant: Console

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
  await control.outcomes({ refundStartsAs: 'pending', nextRefund: 'succeed' })
  merchant = await openConsole()
})

const tellAbout = async (intent: string, type: RegExp) =>
  tell((await eventsAbout(intent)).filter((event) => type.test(event.type)))

describe('giving money back', () => {
  it('in full begins as pending, carries our id, and has left the balance at once', async () => {
    const { paymentId: id } = await paid()
    const refund = await refunded(merchant, id, { reason: 'duplicate' })
    expect(refund).toMatchObject({
      state: 'pending',
      amount: 2400,
      currency: 'usd',
      reason: 'duplicate',
      madeHere: true,
    })
    expect((await objectsOf(id)).refunds).toEqual([
      expect.objectContaining({ reason: 'duplicate', amount: 2400, metadata: { refund_id: refund.id } }),
    ])
    expect(await moneyOf(id)).toMatchObject({ state: 'paid', refunded: 0, refunds: ['pending 2400'] })
    expect(await booksOf(id)).toEqual({ ours: -100, stripes: -100, unbalanced: 0 })
  })

  it.each([
    ['by its event', async (intent: string) => tellAbout(intent, /^refund\.updated$/)],
    ['by the sweep alone', sweepAll],
  ])('has arrived a minute later, as we hear %s', async (_how, hear) => {
    const { paymentId: id, stripePaymentIntentId } = await paid()
    const refund = await refunded(merchant, id)
    await moveClock(61)
    await hear(stripePaymentIntentId)
    expect(await moneyOf(id)).toMatchObject({
      ...{ state: 'refunded', order: 'refunded', received: 2400, refunded: 2400, refunds: ['succeeded 2400'] },
      ledger: ['fees 100', 'refunds 2400', 'revenue -2400', 'stripe_clearing -100'],
    })
    expect(await mailsAbout(refund.id)).toEqual(['refund_made'])
    await expectBalanced(id)
  })

  it('in several parts never gives back more than there is', async () => {
    const { paymentId: id } = await paid()
    for (const amount of [1000, 1000]) await refunded(merchant, id, { amount })
    expect(await said(merchant.refund(id, { amount: 401 }))).toEqual([409, 'refund_too_large'])
    expect(await refunded(merchant, id)).toMatchObject({ amount: 400 })
    expect(await said(merchant.refund(id, { amount: 1 }))).toEqual([409, 'not_refundable'])
    await moveClock(61)
    await sweepAll()
    expect(await moneyOf(id)).toMatchObject({ state: 'refunded', refunded: 2400 })
    expect((await moneyOf(id)).atStripe.refunds).toEqual(['succeeded 1000', 'succeeded 1000', 'succeeded 400'])
    await expectBalanced(id)
  })

  it.each([
    ['has arrived', 'succeed', 'refund_made'],
    ['has failed', 'late_failure', 'refund_failed'],
  ] as const)('to a guest without an address is told where the receipt went once it %s', async (_end, next, kind) => {
    await control.outcomes({ nextRefund: next, billingEmail: 'amazon@example.com' })
    const started = await opened(await placed('orbit-hop', undefined, null))
    await approve(await leaveForAmazon(started))
    await syncPayment(started.paymentId)
    await control.outcomes({ billingEmail: 'from_customer' })
    const refund = await refunded(merchant, started.paymentId)
    await moveClock(61)
    await sweepAll()
    const mails = await db().notification.findMany({
      where: { subjectId: { in: [started.paymentId, refund.id] } },
      orderBy: { id: 'asc' },
    })
    expect(mails).toMatchObject([
      { kind: 'receipt', recipient: 'amazon@example.com' },
      { kind, recipient: 'amazon@example.com' },
    ])
  })

  it('in part leaves the order paid', async () => {
    const { paymentId: id } = await paid()
    await refunded(merchant, id, { amount: 2399 })
    await moveClock(61)
    await sweepAll()
    expect(await moneyOf(id)).toMatchObject({ state: 'paid', order: 'paid', refunded: 2399 })
  })

  it('by a plain form takes what was typed', async () => {
    const { paymentId: id } = await paid()
    const form = { amount: '10.00', currency: 'usd', reason: 'duplicate', attemptKey: crypto.randomUUID() }
    for (let press = 0; press < 2; press++)
      expect(await said(merchant.refund(id, {}, { form }))).toEqual([303, `/console/payments/${id}`])
    expect((await moneyOf(id)).refunds).toEqual(['pending 1000'])
  })

  it.each([0, -1, 0.5, '1000', null])('of %s is refused as no amount', async (amount) => {
    const { paymentId: id } = await paid()
    expect(await said(merchant.refund(id, { amount }))).toEqual([422, 'validation_failed'])
    expect((await moneyOf(id)).refunds).toEqual([])
  })

  it('of what was not charged is refused: a hold, and a payment in its customer’s hands', async () => {
    const started = await opened(await placed())
    await leaveForAmazon(started)
    for (const id of [(await held()).paymentId, started.paymentId])
      expect(await said(merchant.refund(id))).toEqual([409, 'not_refundable'])
  })
})

describe('a refund that fails', () => {
  it.each([
    ['at once', 'pending'],
    ['after it had arrived', 'succeeded'],
  ] as const)('%s gives the amount back to the payment, in the books as well', async (_when, refundStartsAs) => {
    await control.outcomes({ refundStartsAs, nextRefund: 'late_failure' })
    const { paymentId: id, stripePaymentIntentId } = await paid()
    const refund = await refunded(merchant, id)
    const wasRefunded = refundStartsAs === 'succeeded'
    expect((await moneyOf(id)).state).toBe(wasRefunded ? 'refunded' : 'paid')
    await moveClock(61)
    await tellAbout(stripePaymentIntentId, /^refund\.failed$/)
    expect(await moneyOf(id)).toMatchObject({
      ...{ state: 'paid', order: 'paid', refunded: 0, refunds: ['failed 2400'] },
      ledger: ['fees 100', 'refunds 0', 'revenue -2400', 'stripe_clearing 2300'],
    })
    expect(await mailsAbout(refund.id)).toEqual(wasRefunded ? ['refund_made', 'refund_failed'] : ['refund_failed'])
    await expectBalanced(id)
    await control.outcomes({ refundStartsAs: 'succeeded' })
    expect(await refunded(merchant, id)).toMatchObject({ amount: 2400, state: 'succeeded' })
    await expectBalanced(id)
  })

  it('weeks later is found by the sweep alone, within a day', async () => {
    await control.outcomes({ refundStartsAs: 'succeeded' })
    const { paymentId: id } = await paid()
    const { stripeRefundId } = await refunded(merchant, id)
    await moveClock(20 * DAY)
    await sweepAll()
    await control.dashboard({ failRefund: stripeRefundId })
    await moveClock(DAY + 1)
    await sweepAll()
    expect(await moneyOf(id)).toMatchObject({ state: 'paid', refunded: 0, refunds: ['failed 2400'] })
    await expectBalanced(id)
  })

  it('stays failed, whatever older answer still comes in', async () => {
    await control.outcomes({ refundStartsAs: 'succeeded' })
    const { paymentId: id } = await paid()
    const { id: refundId, stripeRefundId } = await refunded(merchant, id)
    const older = await retrieveRefund(stripeRefundId)
    await control.dashboard({ failRefund: stripeRefundId })
    await syncRefund(refundId)
    await recordSeen(older)
    expect(await moneyOf(id)).toMatchObject({ state: 'paid', refunded: 0, refunds: ['failed 2400'] })
    expect((await db().refund.findUniqueOrThrow({ where: { id: refundId } })).nextSyncAt).toBeNull()
  })
})

describe('ninety days after the charge', () => {
  it('nothing can be given back, and a minute before it can', async () => {
    const { paymentId: id } = await paid()
    await moveClock(90 * DAY - 60)
    await refunded(merchant, id, { amount: 100 })
    await moveClock(61)
    expect(await said(merchant.refund(id, { amount: 100 }))).toEqual([409, 'refund_too_late'])
    expect((await moneyOf(id)).atStripe.refunds).toHaveLength(1)
  })

  it('counts from the authorisation of what was held, as Stripe does', async () => {
    const { paymentId: id } = await held()
    await moveClock(6 * DAY)
    await merchant.capture(id)
    await moveClock(84 * DAY + 1)
    expect(await said(merchant.refund(id))).toEqual([409, 'refund_too_late'])
  })
})
