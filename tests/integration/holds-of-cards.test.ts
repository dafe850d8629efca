import { afterEach, beforeEach, expect, it } from 'vitest'
import { freshWorld, moveClock } from '../support/business-clock'
import { opened, paymentRow, placed } from '../support/checkout'
import { openConsole, said } from '../support/console'
import { moneyOf } from '../support/money'
import { browser, control } from '../support/saving'
import { db } from '@/lib/server/db'
import { syncPayment } from '@/lib/server/payments/sync-payment'

const DAY = 86_400

beforeEach(freshWorld)
afterEach(() => control.outcomes({ cardHoldDays: 7 }))

/** A hold of $60.00 on a card, of whose network Stripe says that it lasts this long. */
async function heldOnCard(days: number): Promise<string> {
  await control.outcomes({ cardHoldDays: days })
  const { paymentId, clientSecret, stripePaymentIntentId } = await opened(await placed('moon-landing'))
  const card = { number: '4242424242424242', exp_month: 12, exp_year: 2049, cvc: '123' }
  const params = { client_secret: clientSecret, payment_method_data: { type: 'card', card } }
  // The SDK's type knows only what a server may send.
  const confirm = params as unknown as Parameters<typeof browser.paymentIntents.confirm>[1]
  await browser.paymentIntents.confirm(stripePaymentIntentId, confirm)
  await syncPayment(paymentId)
  return paymentId
}

it.each([5, 30])('a hold on a card that lasts %i days ends then, here too', async (days) => {
  const id = await heldOnCard(days)
  const row = await paymentRow(id)
  expect(row.methodType).toBe('card')
  expect(Number(row.captureBefore) - Number(row.authorizedAt)).toBe(days * DAY * 1000)
})

it('a hold on a card can be captured after a week, if its network lets it', async () => {
  const id = await heldOnCard(30)
  await moveClock(10 * DAY)
  const { capture } = await openConsole()
  expect(await said(capture(id))).toMatchObject([200, { state: 'paid' }])
  expect(Number((await paymentRow(id)).captureBefore) - Date.now()).toBeGreaterThan(29 * DAY * 1000)
})

it('a hold on a card that has ended after five days is released when its end is read', async () => {
  const id = await heldOnCard(5)
  await moveClock(5 * DAY + 1)
  const { capture } = await openConsole()
  expect(await said(capture(id))).toEqual([409, 'hold_ended'])
  expect(await moneyOf(id)).toMatchObject({ state: 'released' })
  expect(await db().payment.count({ where: { id, asked: { not: null } } })).toBe(0)
})
