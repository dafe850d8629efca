import { beforeEach, expect, it } from 'vitest'
import { freshWorld, moveClock } from '../support/business-clock'
import { payOrder, startPaying } from '../support/checkout'
import { openConsole, said } from '../support/console'
import { held, moneyOf } from '../support/money'
import { db } from '@/lib/server/db'
import { syncPayment } from '@/lib/server/payments/sync-payment'

beforeEach(freshWorld)

const ENDS = [
  ['the merchant has released', async (id: string) => said((await openConsole()).cancel(id))],
  ['has ended by itself', async (id: string) => moveClock(7 * 86_400 + 1).then(() => syncPayment(id))],
] as const

it.each(ENDS)('an order whose hold %s is not paid again', async (_how, end) => {
  const { order, paymentId } = await held()
  await end(paymentId)
  expect(await moneyOf(paymentId)).toMatchObject({ state: 'released', order: 'released' })
  const attempt = () => ({ headers: { 'idempotency-key': crypto.randomUUID() } })
  expect(await said(startPaying(order))).toEqual([409, 'hold_ended'])
  expect(await said(startPaying(order, { restart: true }))).toEqual([409, 'hold_ended'])
  expect(await said(payOrder(order, {}, attempt()))).toEqual([409, 'hold_ended'])
  expect(await db().payment.count({ where: { orderId: order.id } })).toBe(1)
})
