import { beforeEach, describe, expect, it } from 'vitest'
import { backend } from '../support/backend'
import { freshWorld } from '../support/business-clock'
import { customerWithMethod, workOff } from '../support/charging'
import { leaveForAmazon, opened, paymentRow, placed, startPaying } from '../support/checkout'
import { buttonsOf, type Console, keyed, openConsole, said } from '../support/console'
import { booksOf, held, mailsAbout, moneyOf, objectsOf, openCommands, paid, timelineOf } from '../support/money'
import { signedIn } from '../support/requests'
import { control } from '../support/saving'
import { db } from '@/lib/server/db'

let merchant: Console

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
  merchant = await openConsole()
})

const captures = async () =>
  (await control.wholeJournal()).filter(({ path, replayed }) => path.endsWith('/capture') && !replayed)

describe('a hold', () => {
  it('charges nothing yet, is told to the customer, and ends seven days after it was placed', async () => {
    const { paymentId, order } = await held()
    const row = await paymentRow(paymentId)
    expect(Number(row.captureBefore) - Number(row.authorizedAt)).toBe(7 * 86_400_000)
    const [charge] = (await objectsOf(paymentId)).charges
    expect(row.authorizedAt).toEqual(new Date((charge?.created ?? 0) * 1000))
    expect(await moneyOf(paymentId)).toMatchObject({ state: 'authorized', order: 'authorized', received: null })
    expect((await moneyOf(paymentId)).ledger).toEqual([])
    expect(await mailsAbout(paymentId)).toEqual(['hold_placed'])
    expect(await db().fulfilment.count({ where: { orderId: order.id } })).toBe(0)
    expect(await openCommands(order.id)).toBe(0)
  })
})

describe('capturing', () => {
  it('in full charges what was held, once, with receipt, fulfilment and ledger', async () => {
    const { paymentId: id, order } = await held()
    expect(await said(merchant.capture(id))).toEqual([
      200,
      { id, state: 'paid', asked: null, amountReceived: 6000, reason: null },
    ])
    expect(await moneyOf(id)).toEqual({
      state: 'paid',
      order: 'paid',
      asked: null,
      received: 6000,
      refunded: 0,
      refunds: [],
      ledger: ['fees 204', 'revenue -6000', 'stripe_clearing 5796'],
      atStripe: { intents: ['succeeded'], captured: 6000, refunds: [] },
    })
    expect(await booksOf(id)).toEqual({ ours: 5796, stripes: 5796, unbalanced: 0 })
    await workOff()
    expect(await mailsAbout(id)).toEqual(['hold_placed', 'receipt'])
    expect(await db().fulfilment.count({ where: { orderId: order.id } })).toBe(1)
    expect(await timelineOf(id)).toEqual([
      ...['payment.start', 'payment.create', 'payment.authorized', 'payment.capture_ask', 'payment.paid'],
    ])
  })

  it('in part charges that part, and releases the rest', async () => {
    const { paymentId: id } = await held()
    expect(await said(merchant.capture(id, { amount: 4000 }))).toMatchObject([200, { amountReceived: 4000 }])
    expect(await moneyOf(id)).toMatchObject({
      ...{ state: 'paid', received: 4000, refunded: 0, refunds: [] },
      ledger: ['fees 146', 'revenue -4000', 'stripe_clearing 3854'],
      atStripe: { captured: 4000, refunds: [] },
    })
    const [charge] = (await objectsOf(id)).charges
    expect(charge).toMatchObject({ amount: 6000, amount_captured: 4000, amount_refunded: 2000 })
    expect(await booksOf(id)).toEqual({ ours: 3854, stripes: 3854, unbalanced: 0 })
  })

  it('in part leaves that part to be given back, and no more', async () => {
    const { paymentId: id } = await held()
    await merchant.capture(id, { amount: 4000 })
    expect(await said(merchant.refund(id, { amount: 4001 }))).toEqual([409, 'refund_too_large'])
    expect(await said(merchant.refund(id))).toMatchObject([200, { amount: 4000 }])
    expect(await booksOf(id)).toEqual({ ours: -146, stripes: -146, unbalanced: 0 })
  })

  it('by a plain form takes what was typed, and goes back to the payment’s page', async () => {
    const { paymentId: id } = await held()
    const form = { amount: '40.00', currency: 'usd', attemptKey: crypto.randomUUID() }
    expect(await said(merchant.capture(id, {}, { form }))).toEqual([303, `/console/payments/${id}`])
    expect(await moneyOf(id)).toMatchObject({ state: 'paid', received: 4000 })
  })

  it('a second time is refused, whether the first was in full or in part', async () => {
    for (const amount of [6000, 10]) {
      const { paymentId: id } = await held()
      await merchant.capture(id, { amount })
      expect(await said(merchant.capture(id, { amount: 10 }))).toEqual([409, 'not_capturable'])
      expect(await moneyOf(id)).toMatchObject({ state: 'paid', received: amount })
    }
    expect(await captures()).toHaveLength(2)
  })

  it('more than is held is refused before Stripe is asked', async () => {
    const { paymentId: id } = await held()
    expect(await said(merchant.capture(id, { amount: 6001 }))).toEqual([422, 'amount_too_large'])
    expect(await captures()).toEqual([])
    expect(await moneyOf(id)).toMatchObject({ state: 'authorized', asked: null })
  })

  it.each([0, -1, 0.5, '4000', 100_000_000, null])('of %s is refused as no amount', async (amount) => {
    const { paymentId: id } = await held()
    expect(await said(merchant.capture(id, { amount }))).toEqual([422, 'validation_failed'])
    expect(await moneyOf(id)).toMatchObject({ state: 'authorized' })
  })

  it('what somebody typed that is no amount never takes all of it', async () => {
    const { paymentId: id } = await held()
    const page = `/console/payments/${id}`
    const headers = { referer: backend.origin + page }
    for (const amount of ['forty', '-1', '1.234', '0'])
      expect(await said(merchant.capture(id, {}, { form: { amount }, headers }))).toEqual([
        303,
        `${page}?problem=validation_failed`,
      ])
    expect(await moneyOf(id)).toMatchObject({ state: 'authorized' })
  })

  it.each([
    ['that nobody has confirmed', async () => (await opened(await placed('moon-landing'))).paymentId],
    ['that was charged at once', async () => (await paid()).paymentId],
  ])('a payment %s is refused', async (_which, make) => {
    expect(await said(merchant.capture(await make()))).toEqual([409, 'not_capturable'])
  })
})

describe('cancelling', () => {
  it('a hold gives everything back and tells the customer', async () => {
    const { paymentId: id } = await held()
    expect(await said(merchant.cancel(id))).toEqual([
      200,
      { id, state: 'released', asked: null, amountReceived: null, reason: null },
    ])
    expect(await moneyOf(id)).toMatchObject({ state: 'released', order: 'released', ledger: [], asked: null })
    expect((await moneyOf(id)).atStripe).toEqual({ intents: ['canceled'], captured: 0, refunds: [] })
    expect(await mailsAbout(id)).toEqual(['hold_placed', 'hold_released'])
    expect(await booksOf(id)).toEqual({ ours: 0, stripes: 0, unbalanced: 0 })
    expect(await said(merchant.capture(id))).toEqual([409, 'hold_ended'])
    expect(await said(merchant.cancel(id))).toEqual([409, 'not_cancelable'])
    expect(await said(merchant.refund(id))).toEqual([409, 'not_refundable'])
  })

  it('a payment that waits for its customer ends it, and the order can be paid anew', async () => {
    const order = await placed()
    const started = await opened(order)
    await leaveForAmazon(started)
    expect(await said(merchant.cancel(started.paymentId))).toMatchObject([200, { state: 'canceled' }])
    expect(await moneyOf(started.paymentId)).toMatchObject({ order: 'unpaid', atStripe: { intents: ['canceled'] } })
    const again = (await (await startPaying(order)).json()) as { paymentId: string }
    expect(again.paymentId).not.toBe(started.paymentId)
  })

  it('what has been charged is refused', async () => {
    const { paymentId: id } = await paid()
    expect(await said(merchant.cancel(id))).toEqual([409, 'not_cancelable'])
    expect(await moneyOf(id)).toMatchObject({ state: 'paid' })
  })
})

describe('what is asked with an Idempotency-Key', () => {
  it('again, is done once and answered alike', async () => {
    const { paymentId: id } = await held()
    const key = keyed(crypto.randomUUID())
    const first = await said(merchant.capture(id, { amount: 4000 }, key))
    expect(await said(merchant.capture(id, { amount: 4000 }, key))).toEqual(first)
    expect(await captures()).toHaveLength(1)
  })

  it('ten times at once, is done once and answered to all', async () => {
    const { paymentId: id } = await held()
    const key = keyed(crypto.randomUUID())
    const answers = await Promise.all(Array.from({ length: 10 }, () => said(merchant.capture(id, {}, key))))
    expect(answers.map(([status]) => status).filter((status) => status !== 200 && status !== 202)).toEqual([])
    expect(await captures()).toHaveLength(1)
    expect(await moneyOf(id)).toMatchObject({ state: 'paid', received: 6000, asked: null })
  })

  it('for something else, is refused', async () => {
    const [one, other] = [await held(), await held()]
    const key = keyed(crypto.randomUUID())
    await merchant.capture(one.paymentId, { amount: 4000 }, key)
    expect(await said(merchant.capture(one.paymentId, { amount: 5000 }, key))).toEqual([409, 'idempotency_key_reused'])
    expect(await said(merchant.capture(other.paymentId, { amount: 4000 }, key))).toEqual([
      409,
      'idempotency_key_reused',
    ])
    expect(await captures()).toHaveLength(1)
  })
})

describe('holds are nobody’s business but the merchant’s', () => {
  it('a customer, a guest and nobody can’t capture, cancel or refund, also their own', async () => {
    const customer = await signedIn(await customerWithMethod())
    const { paymentId: id } = await held(customer)
    const { order } = await held()
    for (const press of buttonsOf(customer)) expect(await said(press(id))).toEqual([403, 'forbidden'])
    for (const cookie of [order.cookie, undefined])
      for (const press of buttonsOf(cookie)) expect(await said(press(id))).toEqual([401, 'unauthenticated'])
    expect(await moneyOf(id)).toMatchObject({ state: 'authorized', asked: null })
  })

  it('an unknown payment is not found', async () => {
    for (const press of [merchant.capture, merchant.cancel, merchant.refund])
      expect(await said(press(crypto.randomUUID()))).toEqual([404, 'not_found'])
  })
})
