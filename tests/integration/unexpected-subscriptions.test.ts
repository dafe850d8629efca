import { afterEach, beforeEach, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { usualOutcomes } from '../support/charge-outcomes'
import { anotherMethod, customerWithMethod, expireLeases, workOff } from '../support/charging'
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

it('one that Stripe makes after it was given up here, by a call that was still on its way, is ended there', async () => {
  const customer = await customerWithMethod()
  const { id: paymentMethodId } = customer.paymentMethod
  // The one that was asked for is gone as soon as its permission is.
  const { stripePaymentMethodId } = (await anotherMethod(customer)).paymentMethod
  await control.faults([{ kind: 'error_503', match: CREATE }])
  const [, answer] = await said(subscribe(customer, { paymentMethodId }))
  const { id } = answer as { id: string }
  await db().mandate.updateMany({ where: { paymentMethodId }, data: { status: 'inactive', endedAt: new Date() } })
  await expireLeases()
  await workOff()
  expect(await seen(customer, id)).toMatchObject({ state: 'failed' })
  await control.faults([])
  const late = {
    unit_amount: 1200,
    currency: 'usd',
    recurring: { interval: 'month' as const },
    product_data: { name: 'Late' },
  }
  const made = await stripe.subscriptions.create({
    ...{
      ...customerParam(await rowOf(id)),
      items: [{ price: (await stripe.prices.create(late)).id }],
    },
    ...{ default_payment_method: stripePaymentMethodId, off_session: true, metadata: { subscription_id: id } },
  })
  expect(made.status).toBe('active')
  for (let times = 0; times < 2; times++) await tell()
  expect(await stripe.subscriptions.retrieve(made.id)).toMatchObject({ status: 'canceled' })
  expect(await seen(customer, id)).toMatchObject({ state: 'failed' })
  expect(await db().job.count({ where: { kind: 'subscribe', doneAt: null } })).toBe(0)
})
