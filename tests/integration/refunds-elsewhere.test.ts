import { beforeEach, describe, expect, it } from 'vitest'
import { freshWorld, moveClock } from '../support/business-clock'
import { approve, leaveForAmazon, opened, placed } from '../support/checkout'
import { type Console, keyed, openConsole, refunded, said } from '../support/console'
import { expectBalanced, moneyOf, paid, sweepAll } from '../support/money'
import { eventsAbout, tell } from '../support/payment-ends'
import { control } from '../support/saving'
import { db } from '@/lib/server/db'
import { syncPayment } from '@/lib/server/payments/sync-payment'

let merchant: Console

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
  await control.outcomes({ refundStartsAs: 'pending', nextRefund: 'succeed' })
  merchant = await openConsole()
})

describe('a refund made in the Dashboard', () => {
  it.each(['refund.created', 'charge.refunded', 'refund.updated'])('is seen by %s alone', async (type) => {
    const { paymentId: id, stripePaymentIntentId } = await paid()
    const stripeRefundId = await control.refund(stripePaymentIntentId, { amount: 900 })
    await moveClock(61)
    await tell((await eventsAbout(stripePaymentIntentId)).filter((event) => event.type === type))
    expect(await moneyOf(id)).toMatchObject({ state: 'paid', refunded: 900, refunds: ['succeeded 900'] })
    expect(await db().refund.findMany({ where: { paymentId: id } })).toMatchObject([
      { stripeRefundId, madeHere: false },
    ])
    await expectBalanced(id)
  })

  it('before we have heard of its payment is written after that payment', async () => {
    const started = await opened(await placed())
    const page = await leaveForAmazon(started)
    await syncPayment(started.paymentId)
    await approve(page)
    await control.refund(started.stripePaymentIntentId)
    await moveClock(61)
    expect((await moneyOf(started.paymentId)).state).toBe('needs_customer')
    const events = await eventsAbout(started.stripePaymentIntentId)
    await tell(events.filter(({ type }) => type === 'refund.updated'))
    expect(await moneyOf(started.paymentId)).toMatchObject({
      ...{ state: 'refunded', received: 2400, refunded: 2400, refunds: ['succeeded 2400'] },
    })
    expect(await db().stripeEvent.count({ where: { handledAt: null } })).toBe(0)
    await expectBalanced(started.paymentId)
  })

  it('is known before we give back what is left, although nobody has told us', async () => {
    const { paymentId: id, stripePaymentIntentId } = await paid()
    await control.refund(stripePaymentIntentId, { amount: 2000 })
    expect(await said(merchant.refund(id, { amount: 401 }))).toEqual([409, 'refund_too_large'])
    expect(await refunded(merchant, id)).toMatchObject({ amount: 400 })
    await control.refund((await paid()).stripePaymentIntentId)
    await expectBalanced(id)
  })

  it('is written once, however often and in whatever order it is told', async () => {
    const { paymentId: id, stripePaymentIntentId } = await paid()
    for (const amount of [900, 600]) await control.refund(stripePaymentIntentId, { amount })
    await moveClock(61)
    const events = await eventsAbout(stripePaymentIntentId)
    await tell([...events].reverse())
    await Promise.all([tell(events), sweepAll(), sweepAll()])
    expect(await moneyOf(id)).toMatchObject({ refunded: 1500, refunds: ['succeeded 600', 'succeeded 900'] })
    await expectBalanced(id)
  })
})

describe('a refund asked for with an Idempotency-Key', () => {
  it('again, or ten times at once, is made once and answered alike', async () => {
    const { paymentId: id } = await paid()
    const key = keyed(crypto.randomUUID())
    const answers = await Promise.all(Array.from({ length: 10 }, () => said(merchant.refund(id, {}, key))))
    answers.push(await said(merchant.refund(id, {}, key)))
    expect(answers.filter(([status]) => status !== 200 && status !== 202)).toEqual([])
    expect(new Set(answers.map(([, body]) => (body as { id: string }).id)).size).toBe(1)
    expect((await moneyOf(id)).atStripe.refunds).toHaveLength(1)
  })

  it('with another body or for another payment is refused', async () => {
    const [one, other] = [await paid(), await paid()]
    const key = keyed(crypto.randomUUID())
    await merchant.refund(one.paymentId, { amount: 900 }, key)
    for (const again of [
      merchant.refund(one.paymentId, { amount: 901 }, key),
      merchant.refund(one.paymentId, { amount: 900, reason: 'duplicate' }, key),
      merchant.refund(other.paymentId, { amount: 900 }, key),
    ])
      expect(await said(again)).toEqual([409, 'idempotency_key_reused'])
    expect((await moneyOf(other.paymentId)).atStripe.refunds).toEqual([])
  })
})
