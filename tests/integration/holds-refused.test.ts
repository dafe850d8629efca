import { afterEach, beforeAll, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { type Console, openConsole, said } from '../support/console'
import { AWAY } from '../support/faults'
import { held, moneyOf, timelineOf } from '../support/money'
import { control } from '../support/saving'
import { db } from '@/lib/server/db'
import { recordRefusedCommand } from '@/lib/server/holds/store'
import { findPayment } from '@/lib/server/payments/store'

let merchant: Console

beforeAll(async () => {
  await freshWorld()
  merchant = await openConsole()
})
afterEach(() => control.faults([]))

const NO = { detail: 'Stripe said no.', at: new Date() }

/** A hold of which something was asked that Stripe has not answered, as whoever carries it out has read it. */
async function askedOf(what: 'capture' | 'cancel') {
  const { paymentId: id } = await held()
  await control.faults(AWAY)
  expect(await said(merchant[what](id))).toMatchObject([202, { asked: what }])
  await control.faults([])
  // The command is carried out by the test.
  await db().job.deleteMany()
  const payment = await findPayment(id)
  if (!payment) throw new Error(`There is no payment ${id}.`)
  return { id, payment }
}

it.each(['capture', 'cancel'] as const)(
  'a %s that Stripe refused is off, also when news of the hold came between',
  async (what) => {
    const { id, payment } = await askedOf(what)
    await db().payment.update({ where: { id }, data: { version: { increment: 1 } } })
    await recordRefusedCommand(payment, { what, ...NO })
    expect(await moneyOf(id)).toMatchObject({ state: 'authorized', asked: null })
    expect((await timelineOf(id)).at(-1)).toBe(`payment.${what}_refused`)
    expect(await said(merchant.capture(id))).toMatchObject([200, { state: 'paid' }])
  },
)

it('a refusal that comes late does not take off what was asked for next', async () => {
  const { id, payment } = await askedOf('capture')
  await recordRefusedCommand(payment, { what: 'capture', ...NO })
  await control.faults(AWAY)
  await merchant.capture(id, { amount: 4000 })
  await control.faults([])
  await recordRefusedCommand(payment, { what: 'capture', ...NO })
  expect(await moneyOf(id)).toMatchObject({ state: 'authorized', asked: 'capture' })
})
