import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stripeCustomerIdOf } from '../support/at-stripe'
import { moveClock, freshWorld } from '../support/business-clock'
import { usualOutcomes } from '../support/charge-outcomes'
import { customerWithMethod, expireLeases, workOff } from '../support/charging'
import { said } from '../support/console'
import { AWAY, NAMED_FAULTS, twice } from '../support/faults'
import { control, newCustomer, stripe } from '../support/saving'
import { ask, DAY, live, rowOf, seen, subscribe, subscribed, tell } from '../support/subscriptions'
import { viewCheckout } from '@/lib/server/checkout/view-checkout'
import { db } from '@/lib/server/db'
import { sweep } from '@/lib/server/jobs/sweep'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { syncSubscription } from '@/lib/server/subscriptions/sync-subscription'

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
})
afterEach(usualOutcomes)

const CREATE = { method: 'POST', path: '/v1/subscriptions' } as const

/** Stripe has one subscription, charged once, and our rows say so. */
async function expectOnce(customer: { id: string; email: string }, id: string) {
  expect(await seen(customer, id)).toMatchObject({ state: 'active', invoices: [{ state: 'paid' }] })
  expect((await stripe.subscriptions.list({ status: 'all' })).data).toHaveLength(1)
  expect((await control.balance())['usd']?.amount).toBe(1200)
  expect((await rowOf(id)).invoices).toMatchObject([{ payment: { status: 'succeeded', ledger: [{}] } }])
  expect(await db().notification.count({ where: { recipient: customer.email, kind: 'receipt' } })).toBe(1)
}

describe('subscribing', () => {
  it.each(NAMED_FAULTS)('charges once when making it meets %s', async (_, fault) => {
    const customer = await customerWithMethod()
    await control.faults([twice(fault, CREATE)])
    const [status, answer] = await said(subscribe(customer, { paymentMethodId: customer.paymentMethod.id }))
    const { id, orderId } = answer as { id: string; orderId: string | null }
    expect([status, orderId]).toEqual([202, null])
    await workOff()
    await expectOnce(customer, id)
  })

  it('is adopted from a webhook that comes before the answer, and not made again', async () => {
    const customer = await customerWithMethod()
    await control.faults([twice({ kind: 'drop_after' }, CREATE)])
    const [, answer] = await said(subscribe(customer, { paymentMethodId: customer.paymentMethod.id }))
    const { id } = answer as { id: string }
    const sent = async () =>
      (await control.journal()).filter(({ path, method }) => path === '/v1/subscriptions' && method === 'POST')
    const before = (await sent()).length
    await tell()
    expect(await sent()).toHaveLength(before)
    await expectOnce(customer, id)
  })

  it('is carried on by the worker, a webhook or the sweep after a process died between making and recording it', async () => {
    const customer = await customerWithMethod()
    const body = { paymentMethodId: customer.paymentMethod.id }
    // Made at Stripe, and none of the reads afterwards answered: the same as a kill there.
    await control.faults([{ kind: 'error_503', match: { method: 'GET', path: '/v1/subscriptions/*' } }])
    const [, answer] = await said(subscribe(customer, body))
    const { id } = answer as { id: string }
    expect(await said(subscribe(customer, body))).toEqual([202, { id, orderId: null }])
    await control.faults([])
    await db().subscription.update({ where: { id }, data: { version: { increment: 1 } } })
    await tell('reverse')
    await expectOnce(customer, id)
  })

  it('finds the one that was made unheard before it gives up, or before it makes another under a new key', async () => {
    const customer = await customerWithMethod()
    await control.faults([twice({ kind: 'drop_after' }, CREATE)])
    const [, answer] = await said(subscribe(customer, { paymentMethodId: customer.paymentMethod.id }))
    const { id } = answer as { id: string }
    await control.faults([])
    // Nobody took the command up for a day, and Stripe has forgotten the key.
    await moveClock(DAY)
    await workOff()
    expect((await stripe.subscriptions.list({ status: 'all' })).data).toHaveLength(1)
    await expectOnce(customer, id)
  })

  it('is given up after a day without an answer, and nothing is charged', async () => {
    const [customer, second] = [await customerWithMethod(), await newCustomer()]
    await control.faults([{ kind: 'error_503', match: CREATE }])
    const noticeId = (await currentNotice('any_method')).id
    const [, one] = await said(subscribe(customer, { paymentMethodId: customer.paymentMethod.id }))
    const [, two] = await said(subscribe(second, { noticeId, agreed: true }))
    const first = two as { id: string; orderId: string }
    const buyer = { customerIds: [second.id], customer: second }
    expect(await viewCheckout(first.orderId, buyer)).toMatchObject({
      payment: { state: 'starting', clientSecret: null },
    })
    await db().job.updateMany({ where: { doneAt: null }, data: { dueAt: null } })
    // One of them is deleted in the Dashboard meanwhile.
    await stripe.customers.del(
      await stripeCustomerIdOf(await db().customer.findUniqueOrThrow({ where: { id: second.id } })),
    )
    await moveClock(DAY)
    await control.faults([])
    while ((await sweep()) > 0) await workOff()
    for (const [who, { id }] of [
      [customer, one as { id: string }],
      [second, first],
    ] as const) {
      expect(await seen(who, id)).toMatchObject({ state: 'failed', payOrderId: null, invoices: [] })
      expect(await rowOf(id)).toMatchObject({ stripeSubscriptionId: null, nextSyncAt: null })
    }
    expect(await db().payment.findFirstOrThrow({ where: { orderId: first.orderId } })).toMatchObject({
      status: 'canceled',
    })
    expect(await db().mandate.findFirstOrThrow({ where: { customerId: second.id } })).toMatchObject({
      status: 'inactive',
    })
    expect((await stripe.subscriptions.list({ status: 'all' })).data).toEqual([])
    const again = await subscribed(customer, { paymentMethodId: customer.paymentMethod.id })
    expect(again.status).toBe('active')
  })

  it('is refused where Stripe will not have the method, which is read again; a permission that ended is not used', async () => {
    const customer = await customerWithMethod()
    await stripe.paymentMethods.detach(customer.paymentMethod.stripePaymentMethodId)
    const body = { paymentMethodId: customer.paymentMethod.id }
    expect(await said(subscribe(customer, body))).toEqual([502, 'payment_provider_refused'])
    await workOff()
    expect(await said(subscribe(customer, body))).toEqual([409, 'method_unavailable'])

    const other = await customerWithMethod()
    await control.faults(AWAY)
    const answer = await said(subscribe(other, { paymentMethodId: other.paymentMethod.id }))
    await db().mandate.updateMany({
      where: { paymentMethodId: other.paymentMethod.id },
      data: { status: 'inactive', endedAt: new Date() },
    })
    await control.faults([])
    await workOff()
    expect(await seen(other, (answer[1] as { id: string }).id)).toMatchObject({ state: 'failed' })
    expect(
      (await control.journal()).filter(({ path, method }) => path === '/v1/subscriptions' && method === 'POST'),
    ).toHaveLength(1)
  })
})

it('two tabs that subscribe at once in two ways end with one subscription, charged once at most', async () => {
  const customer = await customerWithMethod()
  const noticeId = (await currentNotice('any_method')).id
  await control.faults([twice({ kind: 'error_500_with_effect' }, CREATE)])
  const answers = await Promise.all([
    said(subscribe(customer, { paymentMethodId: customer.paymentMethod.id })),
    said(subscribe(customer, { noticeId, agreed: true })),
  ])
  const ids = new Set(answers.map(([, answer]) => (answer as { id: string }).id))
  expect(ids.size).toBe(1)
  await workOff()
  const { data } = await stripe.subscriptions.list({ status: 'all' })
  expect(data).toHaveLength(1)
  const row = await rowOf([...ids][0] ?? '')
  expect(row).toMatchObject({ stripeSubscriptionId: data[0]?.id, status: data[0]?.status })
  expect(row.invoices).toMatchObject([{ payment: { stripePaymentIntentId: expect.stringMatching(/^pi_/) as string } }])
  expect((await control.balance())['usd']?.amount ?? 0).toBe(row.status === 'active' ? 1200 : 0)
})

it('a renewal, its webhooks, its reads and a cancellation at once end with one payment for each invoice', async () => {
  const customer = await customerWithMethod()
  const { id } = await subscribed(customer, { paymentMethodId: customer.paymentMethod.id })
  await moveClock(32 * DAY)
  const crowd = Array.from({ length: 5 }, () => syncSubscription(id))
  const [[status]] = await Promise.all([said(ask(customer, id, { when: 'now' })), tell(), ...crowd, sweep()])
  expect([200, 202]).toContain(status)
  await expireLeases()
  await workOff()
  await live(DAY)
  const { invoices, ...row } = await rowOf(id)
  expect(row).toMatchObject({ status: 'canceled', asked: null })
  expect(invoices.map(({ payment }) => [payment?.status, payment?.ledger.length])).toEqual([
    ['succeeded', 1],
    ['succeeded', 1],
  ])
  expect(await db().order.count({ where: { customerId: customer.id } })).toBe(2)
  expect(await db().subscription.count({ where: { id, version: { gt: 0 } } })).toBe(1)
})
