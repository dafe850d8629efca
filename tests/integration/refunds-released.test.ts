import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { freshWorld, moveClock } from '../support/business-clock'
import { type Console, openConsole, refunded, said } from '../support/console'
import { expectBalanced, held, mailsAbout, moneyOf, objectsOf, sweepAll } from '../support/money'
import { eventsAbout, tell } from '../support/payment-ends'
import { control } from '../support/saving'
import { db } from '@/lib/server/db'

let merchant: Console

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
  await control.outcomes({ releasesAreRefunds: true, refundStartsAs: 'succeeded' })
  merchant = await openConsole()
})
afterAll(() => control.outcomes({ releasesAreRefunds: false, refundStartsAs: 'pending' }))

/** Everything that Stripe has told about a payment is heard, and then everything is swept. */
async function hearAll(stripePaymentIntentId: string): Promise<void> {
  await tell(await eventsAbout(stripePaymentIntentId))
  await sweepAll()
}

async function expectNoRefund(paymentId: string): Promise<void> {
  expect((await objectsOf(paymentId)).refunds).toMatchObject([{ status: 'succeeded', balance_transaction: null }])
  expect(await db().refund.findMany({ where: { paymentId } })).toEqual([])
  expect(await db().stripeEvent.findMany({ where: { handledAt: null } })).toEqual([])
}

describe('what is released, where Stripe has a Refund of it,', () => {
  it.each([1000, 4000])(
    'after a capture of %i is given back to nobody, and all of that stays refundable',
    async (part) => {
      const { paymentId: id, stripePaymentIntentId } = await held()
      await merchant.capture(id, { amount: part })
      await hearAll(stripePaymentIntentId)
      await expectNoRefund(id)
      expect(await moneyOf(id)).toMatchObject({ state: 'paid', received: part, refunded: 0 })
      expect(await mailsAbout(id)).toEqual(['hold_placed', 'receipt'])
      expect(await refunded(merchant, id)).toMatchObject({ amount: part })
      await expectBalanced(id)
    },
  )

  it('after a capture in the Dashboard that we have not heard of is no refund either', async () => {
    const { paymentId: id, stripePaymentIntentId } = await held()
    await control.dashboard({ capture: stripePaymentIntentId, amount: 1000 })
    const events = await eventsAbout(stripePaymentIntentId)
    await tell(events.filter(({ type }) => type === 'refund.created'))
    await expectNoRefund(id)
    expect((await moneyOf(id)).refunded).toBe(0)
  })

  it.each([
    ['cancelled', async (id: string) => void (await said(merchant.cancel(id)))],
    ['left to end', () => moveClock(7 * 86_400 + 1)],
  ])('by a hold that was %s is no refund', async (_how, end) => {
    const { paymentId: id, stripePaymentIntentId } = await held()
    await end(id)
    await hearAll(stripePaymentIntentId)
    await expectNoRefund(id)
    expect(await moneyOf(id)).toMatchObject({ state: 'released', received: null, refunded: 0, ledger: [] })
    expect(await mailsAbout(id)).toEqual(['hold_placed', 'hold_released'])
  })

  it('does not hide a refund of what was captured', async () => {
    const { paymentId: id, stripePaymentIntentId } = await held()
    await merchant.capture(id, { amount: 4000 })
    await control.refund(stripePaymentIntentId, { amount: 900 })
    await hearAll(stripePaymentIntentId)
    expect(await moneyOf(id)).toMatchObject({ state: 'paid', refunded: 900, refunds: ['succeeded 900'] })
    await expectBalanced(id)
  })
})
