import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FaultRule } from '../../sandbox/faults-rules'
import { freshWorld, moveClock } from '../support/business-clock'
import { jobOf, workOff } from '../support/charging'
import { type Console, keyed, openConsole, said } from '../support/console'
import { AWAY, lost, NAMED_FAULTS, twice } from '../support/faults'
import { booksOf, moneyOf, openCommands, paid, sweepAll } from '../support/money'
import { control, stripe } from '../support/saving'
import { db } from '@/lib/server/db'

const CREATE = { method: 'POST', path: '/v1/refunds' } as const
const LIST = { method: 'GET', path: '/v1/refunds' } as const

let merchant: Console

beforeAll(async () => {
  await freshWorld()
  merchant = await openConsole()
  await control.outcomes({ refundStartsAs: 'succeeded', nextRefund: 'succeed' })
})
// Whoever claims takes what is there.
beforeEach(() => db().job.deleteMany())
afterEach(() => control.faults([]))

/** Gives $9.00 of a payment back while these faults strike, and then until nothing is left to do. */
async function refundedThrough(rules: FaultRule[]) {
  const { paymentId: id } = await paid()
  const last = (await control.journal())[0]?.id
  await control.faults(rules)
  const answer = await said(merchant.refund(id, { amount: 900 }))
  await workOff()
  const struck = (await control.faultState()).rules.map((rule) => rule.struck)
  await control.faults([])
  await workOff()
  const journal = await control.wholeJournal(last)
  return { id, answer, struck, calls: journal.filter(({ method, path }) => method === 'POST' && path === CREATE.path) }
}

async function expectRefundedOnce(id: string): Promise<void> {
  expect(await moneyOf(id)).toMatchObject({
    ...{ state: 'paid', refunded: 900, refunds: ['succeeded 900'] },
    atStripe: { refunds: ['succeeded 900'] },
  })
  expect(await booksOf(id)).toEqual({ ours: 1400, stripes: 1400, unbalanced: 0 })
  const refund = await db().refund.findFirstOrThrow({ where: { paymentId: id } })
  expect(await openCommands(refund.id)).toBe(0)
}

// Whoever meets a 500 that is repeated for a day never learns whether the refund was made: see below.
const IN_THE_END_MADE = NAMED_FAULTS.filter(([, { kind }]) => kind !== 'error_500_no_effect')

describe('a refund', () => {
  it.each(IN_THE_END_MADE)('that meets %s twice is made once', async (_name, fault) => {
    const { id, answer, struck } = await refundedThrough([twice(fault, CREATE)])
    expect(answer[0]).toBeOneOf([200, 202])
    expect(struck).not.toContain(0)
    await expectRefundedOnce(id)
  })

  it.each(NAMED_FAULTS.filter(([, { kind }]) => kind !== 'conflict_409'))(
    'whose answer is lost, and then meets %s on reading, is made once',
    async (_name, fault) => {
      const unread = { ...twice(fault, LIST), afterSkipping: 1 }
      const { id, answer, calls } = await refundedThrough([lost(CREATE), unread])
      expect(answer).toMatchObject([202, { state: 'starting', amount: 900 }])
      expect(new Set(calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
      await expectRefundedOnce(id)
    },
  )

  it('whose stored 500 hid that it was made is found by our id, and not made again', async () => {
    const { id, answer, calls } = await refundedThrough([{ kind: 'error_500_with_effect', count: 1, match: CREATE }])
    expect(answer).toMatchObject([200, { state: 'succeeded' }])
    expect(calls).toHaveLength(1)
    await expectRefundedOnce(id)
  })

  it('whose stored 500 can’t be told from a made one keeps its key until Stripe can be read', async () => {
    const { paymentId: id } = await paid()
    const last = (await control.journal())[0]?.id
    await control.faults([
      { kind: 'error_500_with_effect', count: 1, match: CREATE },
      { kind: 'error_503', match: LIST, afterSkipping: 1, count: 3 },
    ])
    await merchant.refund(id, { amount: 900 })
    await workOff()
    const posts = (await control.wholeJournal(last)).filter(
      ({ path, method }) => method === 'POST' && path === CREATE.path,
    )
    expect(new Set(posts.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
    await expectRefundedOnce(id)
  })

  it('that Stripe refuses has failed, moved nothing, and leaves the amount to be given back', async () => {
    const { paymentId: id, stripePaymentIntentId } = await paid()
    await control.dispute(stripePaymentIntentId)
    expect(await said(merchant.refund(id))).toMatchObject([200, { state: 'failed', failureReason: /charge_disputed/ }])
    expect(await moneyOf(id)).toMatchObject({ state: 'paid', refunds: ['failed 2400'], atStripe: { refunds: [] } })
  })
})

describe('a refund that Stripe answers with a stored 500 and does not show', () => {
  async function unclear() {
    const { paymentId: id, stripePaymentIntentId } = await paid()
    const last = (await control.journal())[0]?.id
    await control.faults([{ kind: 'error_500_no_effect', count: 1, match: CREATE }])
    await merchant.refund(id, { amount: 900 })
    await workOff(5)
    const refund = await db().refund.findFirstOrThrow({ where: { paymentId: id } })
    const posts = (await control.wholeJournal(last)).filter(
      ({ path, method }) => method === 'POST' && path === CREATE.path,
    )
    return { id, stripePaymentIntentId, refund, posts }
  }

  it('is never sent under another key', async () => {
    const { id, refund, posts } = await unclear()
    expect(posts.length).toBeGreaterThan(2)
    expect(new Set(posts.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set([`refund:${refund.id}:1`]))
    expect(await moneyOf(id)).toMatchObject({ refunds: ['null 900'], atStripe: { refunds: [] } })
  })

  it('and that was made all the same is found when Stripe shows it, and given back once', async () => {
    const { id, stripePaymentIntentId, refund } = await unclear()
    const metadata = { refund_id: refund.id }
    await stripe.refunds.create({ payment_intent: stripePaymentIntentId, amount: 900, metadata })
    await workOff()
    await expectRefundedOnce(id)
    expect(await db().refund.findMany({ where: { paymentId: id } })).toMatchObject([{ failureReason: null }])
  })

  it('for a day is left to a person, and stays promised', async () => {
    const { id, refund } = await unclear()
    await moveClock(23 * 3600 + 1)
    await workOff()
    expect(await jobOf(refund.id)).toMatchObject({
      ...{ dueAt: null, doneAt: null, lastError: expect.stringContaining('Dashboard') },
    })
    expect(await moneyOf(id)).toMatchObject({ refunds: ['null 900'], atStripe: { refunds: [] } })
    expect(await said(merchant.refund(id, { amount: 1501 }))).toEqual([409, 'refund_too_large'])
  })
})

describe('while Stripe is away', () => {
  it('a refund is promised, counted as given, and made when it is back', async () => {
    const { paymentId: id } = await paid()
    const key = keyed(crypto.randomUUID())
    await control.faults(AWAY)
    const first = await said(merchant.refund(id, { amount: 900 }, key))
    expect(first).toMatchObject([202, { state: 'starting' }])
    expect(await said(merchant.refund(id, { amount: 900 }, key))).toEqual(first)
    expect(await said(merchant.refund(id, { amount: 1501 }))).toEqual([409, 'refund_too_large'])
    await control.faults([])
    await workOff()
    await expectRefundedOnce(id)
  })

  it('ten that are asked for at once never promise more than there is', async () => {
    const { paymentId: id } = await paid()
    await control.faults(AWAY)
    const answers = await Promise.all(Array.from({ length: 10 }, () => said(merchant.refund(id, { amount: 1000 }))))
    expect(answers.filter(([status]) => status === 202)).toHaveLength(2)
    expect(answers.filter(([, code]) => code === 'refund_too_large')).toHaveLength(8)
    await control.faults([])
    await workOff()
    expect((await moneyOf(id)).refunds).toEqual(['succeeded 1000', 'succeeded 1000'])
  })

  it('one that could not be sent within a day is given up, and never sent', async () => {
    const { paymentId: id } = await paid()
    await control.faults(AWAY)
    await merchant.refund(id, { amount: 900 })
    await moveClock(23 * 3600 + 1)
    await control.faults([])
    await workOff()
    expect(await moneyOf(id)).toMatchObject({ state: 'paid', refunds: ['failed 900'], atStripe: { refunds: [] } })
  })

  it('one that was made unheard a day ago is found instead', async () => {
    const { paymentId: id } = await paid()
    await control.faults([lost(CREATE), { kind: 'error_503', match: { path: '/v1/refunds*' }, afterSkipping: 2 }])
    await merchant.refund(id, { amount: 900 })
    expect((await moneyOf(id)).refunds).toEqual(['null 900'])
    await moveClock(23 * 3600 + 1)
    await control.faults([])
    await workOff()
    await expectRefundedOnce(id)
  })

  it('the sweep finds one that was made unheard, when its command is gone', async () => {
    const { paymentId: id } = await paid()
    await control.faults([lost(CREATE), { kind: 'error_503', match: { path: '/v1/refunds*' }, afterSkipping: 2 }])
    await merchant.refund(id, { amount: 900 })
    await control.faults([])
    await db().job.deleteMany()
    await moveClock(61)
    await sweepAll()
    await expectRefundedOnce(id)
  })
})
