import { afterEach, beforeEach, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { usualOutcomes } from '../support/charge-outcomes'
import { said } from '../support/console'
import { control, newCustomer, stripe } from '../support/saving'
import { DAY, live, rowOf, seen, subscribe, tell } from '../support/subscriptions'
import { viewCheckout } from '@/lib/server/checkout/view-checkout'
import { db } from '@/lib/server/db'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { customerParam } from '@/lib/server/stripe/customer-ids'

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
})
afterEach(usualOutcomes)

const CREATE = { method: 'POST', path: '/v1/subscriptions' } as const

it('a first invoice that asks for another amount than was agreed to can’t be paid here, and its subscription expires', async () => {
  const customer = await newCustomer()
  await control.faults([{ kind: 'error_503', match: CREATE }])
  const noticeId = (await currentNotice('any_method')).id
  const [status, answer] = await said(subscribe(customer, { noticeId, agreed: true }))
  expect(status).toBe(202)
  const { id, orderId } = answer as { id: string; orderId: string }
  await control.faults([])
  // As a credit or a tax at Stripe would have it.
  const row = await rowOf(id)
  const product_data = { name: row.productId }
  const price = await stripe.prices.create({
    unit_amount: 1300,
    currency: 'usd',
    recurring: { interval: 'month' },
    product_data,
  })
  await stripe.subscriptions.create({
    ...{ ...customerParam(row), items: [{ price: price.id }], metadata: { subscription_id: id } },
    payment_behavior: 'default_incomplete',
  })
  await db().job.updateMany({ where: { doneAt: null }, data: { dueAt: null } })
  await tell()
  expect(await seen(customer, id)).toMatchObject({ state: 'incomplete', payOrderId: null })
  const ended = { status: 'canceled', failure: 'refused', mandates: [{ status: 'inactive' }] }
  expect((await rowOf(id)).invoices).toMatchObject([{ amountDue: 1300, payment: ended }])
  const buyer = { customerIds: [customer.id], customer }
  expect(await viewCheckout(orderId, buyer)).toMatchObject({ payment: null })
  await live(DAY)
  expect(await seen(customer, id)).toMatchObject({ state: 'expired' })
})
