import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshWorld, moveClock } from '../support/business-clock'
import { newMerchant } from '../support/charging'
import { type Console, openConsole, said } from '../support/console'
import { AWAY } from '../support/faults'
import { booksOf, expectBalanced, held, mailsAbout, moneyOf, sweepAll } from '../support/money'
import { eventsAbout, tell, twin } from '../support/payment-ends'
import { control } from '../support/saving'
import { db } from '@/lib/server/db'
import { sweep } from '@/lib/server/jobs/sweep'

const DAY = 86_400
const RELEASED = {
  state: 'released',
  order: 'released',
  asked: null,
  received: null,
  ledger: [],
  atStripe: { intents: ['canceled'], captured: 0, refunds: [] },
}

let merchant: Console

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
  merchant = await openConsole()
})
afterEach(() => control.faults([]))

/** A hold that Stripe has ended, which nobody has told us. */
async function ended() {
  const hold = await held()
  await moveClock(7 * DAY + 1)
  return hold
}

describe('a hold that nobody captured within seven days', () => {
  it.each(['payment_intent.canceled', 'charge.expired'])('is released when %s tells of it', async (type) => {
    const { paymentId: id, stripePaymentIntentId } = await ended()
    expect((await moneyOf(id)).state).toBe('authorized')
    await tell((await eventsAbout(stripePaymentIntentId)).filter((event) => event.type === type))
    expect(await moneyOf(id)).toEqual({ ...RELEASED, refunded: 0, refunds: [] })
    expect(await mailsAbout(id)).toEqual(['hold_placed', 'hold_released'])
  })

  it('is released by the sweep alone, when every event is lost', async () => {
    const { paymentId: id } = await ended()
    await sweepAll()
    expect(await moneyOf(id)).toMatchObject(RELEASED)
    expect(await mailsAbout(id)).toEqual(['hold_placed', 'hold_released'])
  })

  it('is released once, in whatever order and however often it is told', async () => {
    const { paymentId: id, stripePaymentIntentId } = await ended()
    const events = (await eventsAbout(stripePaymentIntentId)).reverse()
    await tell(events.flatMap((event) => [event, twin(event)]))
    await sweepAll()
    expect(await moneyOf(id)).toMatchObject(RELEASED)
    expect(await mailsAbout(id)).toEqual(['hold_placed', 'hold_released'])
    expect(await booksOf(id)).toEqual({ ours: 0, stripes: 0, unbalanced: 0 })
  })
})

describe('capturing after the end', () => {
  const SENTENCE = 'The hold has ended, so nothing can be captured. Create a new payment.'

  it('is refused in words, also when nobody has told us of the end', async () => {
    const { paymentId: id } = await ended()
    const answer = await merchant.capture(id)
    expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'hold_ended', detail: SENTENCE }])
    expect(await moneyOf(id)).toMatchObject(RELEASED)
  })

  it('is refused by our own clock when Stripe can’t be asked', async () => {
    const { paymentId: id } = await ended()
    await control.faults(AWAY)
    expect(await said(merchant.capture(id))).toEqual([409, 'hold_ended'])
    expect(await moneyOf(id)).toMatchObject({ asked: null })
  })

  it('is refused when Stripe ended it earlier than we thought', async () => {
    const { paymentId: id, stripePaymentIntentId } = await held()
    await control.dashboard({ cancelPaymentIntent: stripePaymentIntentId })
    expect(await said(merchant.capture(id))).toEqual([409, 'hold_ended'])
  })

  it('is still done a minute before it', async () => {
    const { paymentId: id } = await held()
    await moveClock(7 * DAY - 60)
    expect(await said(merchant.capture(id))).toMatchObject([200, { state: 'paid', amountReceived: 6000 }])
  })
})

describe('the reminder', () => {
  const reminders = (id: string) => db().notification.findMany({ where: { kind: 'hold_ending', subjectId: id } })

  it('goes to each of the merchant’s people once, a day before the end', async () => {
    await newMerchant()
    const people = await db().user.findMany({ where: { role: 'merchant' } })
    const { paymentId: id } = await held()
    await moveClock(6 * DAY - 60)
    await sweepAll()
    expect(await reminders(id)).toEqual([])
    await moveClock(61)
    await Promise.all([sweep(), sweep(), sweep(), sweep()])
    await sweepAll()
    await moveClock(3600)
    await sweepAll()
    const told = (await reminders(id)).map(({ recipient }) => recipient)
    expect(told.toSorted()).toEqual(people.map(({ email }) => email).toSorted())
  })

  it('is not sent for a hold that was captured or canceled', async () => {
    const [one, other] = [await held(), await held()]
    await merchant.capture(one.paymentId)
    await merchant.cancel(other.paymentId)
    await moveClock(6.5 * DAY)
    await sweepAll()
    expect([...(await reminders(one.paymentId)), ...(await reminders(other.paymentId))]).toEqual([])
  })

  it('is not sent after the end, however late the sweep comes', async () => {
    const { paymentId: id } = await ended()
    await sweepAll()
    expect(await reminders(id)).toEqual([])
  })
})

describe('what is done in the Dashboard', () => {
  const tellAll = async (intent: string) => tell(await eventsAbout(intent))

  it.each([
    ['by its events', tellAll],
    ['by the sweep alone', async () => void (await moveClock(3700), await sweepAll())],
  ])('is seen here %s', async (_how, hear) => {
    const [full, part, none] = [await held(), await held(), await held()]
    await control.dashboard({ capture: full.stripePaymentIntentId })
    await control.dashboard({ capture: part.stripePaymentIntentId, amount: 1500 })
    await control.dashboard({ cancelPaymentIntent: none.stripePaymentIntentId })
    for (const { stripePaymentIntentId } of [full, part, none]) await hear(stripePaymentIntentId)
    expect(await moneyOf(full.paymentId)).toMatchObject({ state: 'paid', order: 'paid', received: 6000 })
    expect(await moneyOf(part.paymentId)).toMatchObject({ state: 'paid', received: 1500, refunded: 0, refunds: [] })
    expect(await moneyOf(none.paymentId)).toMatchObject(RELEASED)
    for (const { paymentId } of [full, part, none]) await expectBalanced(paymentId)
  })
})
