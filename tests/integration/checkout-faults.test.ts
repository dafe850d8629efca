import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshWorld, moveClock } from '../support/business-clock'
import { charge, customerWithMethod, newMerchant, workOff } from '../support/charging'
import {
  approve,
  decline,
  leaveForAmazon,
  opened,
  paidAtAmazon,
  payOrder,
  paymentRow,
  placed,
  startPaying,
} from '../support/checkout'
import { said } from '../support/console'
import { AWAY, NAMED_FAULTS, twice } from '../support/faults'
import { booksOf, held, moneyOf, openCommands } from '../support/money'
import { askToRemove } from '../support/removing'
import { signedIn } from '../support/requests'
import { control, stripe } from '../support/saving'
import { db } from '@/lib/server/db'
import { syncPayment } from '@/lib/server/payments/sync-payment'

const CREATE = { method: 'POST', path: '/v1/payment_intents' } as const
const CONFIRM = { method: 'POST', path: '/v1/payment_intents/:id/confirm' } as const

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
  await control.outcomes({ savedOnSession: 'charge', nextPayment: 'succeed', declineDetaches: false })
})
afterEach(() => control.faults([]))

/** A customer with a saved method, and an order of theirs with what pays it in one click. */
async function oneClick() {
  const customer = await customerWithMethod()
  const order = await placed('orbit-hop', await signedIn(customer))
  return { customer, order, body: { paymentMethodId: customer.paymentMethod.id } }
}

const paymentsOf = (orderId: string) => db().payment.findMany({ where: { orderId }, orderBy: { createdAt: 'asc' } })
const succeeded = async () => (await stripe.charges.list()).data.filter(({ status }) => status === 'succeeded')

describe('starting to pay', () => {
  it('while Stripe is away is answered as such, and goes on when it is back', async () => {
    const order = await placed()
    await control.faults(AWAY)
    expect(await said(startPaying(order))).toEqual([503, 'payment_provider_unavailable'])
    await control.faults([])
    await opened(order)
    expect(await paymentsOf(order.id)).toHaveLength(1)
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1)
  })

  it('by a form while Stripe is away goes back to the page with the problem', async () => {
    const order = await placed()
    await control.faults(AWAY)
    const headers = { referer: `${process.env.APP_ORIGIN}/checkout/${order.id}` }
    for (const submit of [startPaying, payOrder])
      expect(await said(submit(order, undefined, { form: {}, headers }))).toEqual([
        303,
        `/checkout/${order.id}?problem=payment_provider_unavailable`,
      ])
  })

  it.each(NAMED_FAULTS)('goes on through %s with the same payment, and is charged once', async (_name, fault) => {
    const order = await placed()
    await control.faults([twice(fault, CREATE)])
    const first = await said(startPaying(order))
    expect(first[0]).toBeOneOf([200, 202])
    await startPaying(order)
    expect((await control.faultState()).rules[0]?.struck).toBeGreaterThan(0)
    await control.faults([])
    const started = await opened(order)
    expect(first[1]).toMatchObject({ paymentId: started.paymentId })
    await approve(await leaveForAmazon(started))
    await syncPayment(started.paymentId)
    expect(await paymentsOf(order.id)).toMatchObject([{ status: 'succeeded' }])
    expect(await succeeded()).toHaveLength(1)
    expect(await booksOf(started.paymentId)).toEqual({ ours: 2300, stripes: 2300, unbalanced: 0 })
  })
})

describe('one click', () => {
  it.each(NAMED_FAULTS)('goes on through %s, and charges once', async (_name, fault) => {
    const { order, body } = await oneClick()
    await control.faults([twice(fault, CREATE), twice(fault, CONFIRM)])
    expect((await said(payOrder(order, body)))[0]).toBeOneOf([200, 202])
    await workOff()
    await control.faults([])
    await workOff()
    const [payment] = await paymentsOf(order.id)
    expect(await moneyOf(payment?.id ?? '')).toMatchObject({ state: 'paid', order: 'paid', received: 2400 })
    expect(await succeeded()).toHaveLength(1)
    expect(await openCommands(payment?.id ?? '')).toBe(0)
  })

  it('that wants the redirect gives Amazon’s address, and is charged after approving there', async () => {
    await control.outcomes({ savedOnSession: 'redirect' })
    const { order, body } = await oneClick()
    const [status, paid] = await said(payOrder(order, body))
    expect([status, paid]).toMatchObject([200, { state: 'needs_customer' }])
    const { next, paymentId } = paid as { next: string; paymentId: string }
    await approve(next)
    await syncPayment(paymentId)
    expect(await moneyOf(paymentId)).toMatchObject({ state: 'paid' })
  })

  it('that is declined falls back to Amazon on the same intent, and its payment is then that other method’s', async () => {
    await control.outcomes({ savedOnSession: 'redirect' })
    const { order, body } = await oneClick()
    const { next, paymentId } = (await (await payOrder(order, body)).json()) as { next: string; paymentId: string }
    await decline(next)
    await syncPayment(paymentId)
    expect(await moneyOf(paymentId)).toMatchObject({ state: 'declined', order: 'failed' })
    const again = await opened(order)
    expect(again.paymentId).toBe(paymentId)
    await approve(await leaveForAmazon(again))
    await syncPayment(paymentId)
    expect(await moneyOf(paymentId)).toMatchObject({ state: 'paid', order: 'paid' })
    expect(await paymentRow(paymentId)).toMatchObject({ failure: null, paymentMethodId: null })
  })

  it('with a method that is gone at Stripe is refused there, and falls back', async () => {
    const { customer, order, body } = await oneClick()
    await control.dashboard({ detachPaymentMethod: customer.paymentMethod.stripePaymentMethodId })
    const [status, paid] = await said(payOrder(order, body))
    expect([status, paid]).toMatchObject([200, { state: 'refused' }])
    await workOff()
    expect(await said(payOrder(order, body))).toEqual([409, 'method_unavailable'])
    const again = await opened(order)
    await approve(await leaveForAmazon(again))
    await syncPayment(again.paymentId)
    expect(await moneyOf(again.paymentId)).toMatchObject({ state: 'paid' })
  })

  it('charges nothing with a method that was removed while the confirm waited', async () => {
    const { customer, order, body } = await oneClick()
    await control.faults([{ kind: 'error_503', match: CONFIRM }])
    expect(await said(payOrder(order, body))).toMatchObject([202, { state: 'open' }])
    await askToRemove(customer)
    await control.faults([])
    await workOff()
    const [payment] = await paymentsOf(order.id)
    expect(await moneyOf(payment?.id ?? '')).toMatchObject({ state: 'canceled', received: null })
    expect(await succeeded()).toEqual([])
    // Ended at Stripe as well: an earlier try may still be on its way there.
    expect((await stripe.paymentIntents.list()).data.map(({ status }) => status)).toEqual(['canceled'])
    const method = await db().paymentMethod.findUniqueOrThrow({ where: { id: customer.paymentMethod.id } })
    expect(method.status).toBe('detached')
  })

  it.each([
    ['was confirmed', [{ kind: 'error_503', match: CONFIRM }]],
    ['was made', [{ kind: 'error_503', match: CREATE }]],
  ] as const)('is called off when ten minutes have passed before it %s, and can be paid anew', async (_what, rules) => {
    const { order, body } = await oneClick()
    await control.faults([...rules])
    expect((await said(payOrder(order, body)))[0]).toBe(202)
    await moveClock(601)
    await control.faults([])
    await workOff()
    const [payment] = await paymentsOf(order.id)
    expect(payment).toMatchObject({ status: 'canceled', amountReceived: null })
    expect(await openCommands(payment?.id ?? '')).toBe(0)
    expect(await succeeded()).toEqual([])
    expect(await said(payOrder(order, body))).toMatchObject([200, { state: 'paid' }])
    expect(await succeeded()).toHaveLength(1)
  })

  it('that was asked for less than ten minutes ago is still carried out', async () => {
    const { order, body } = await oneClick()
    await control.faults([{ kind: 'error_503', match: CONFIRM }])
    await payOrder(order, body)
    await moveClock(590)
    await control.faults([])
    await workOff()
    expect(await paymentsOf(order.id)).toMatchObject([{ status: 'succeeded' }])
  })
})

describe('there is nothing to pay', () => {
  const both = async (order: Parameters<typeof startPaying>[0]) => [
    await said(startPaying(order)),
    await said(payOrder(order)),
  ]

  it('when the order is paid or held', async () => {
    for (const { order } of [await paidAtAmazon(), await held()])
      expect(await both(order)).toEqual([
        [409, 'order_paid'],
        [409, 'order_paid'],
      ])
  })

  it('while the payment is processing; it is shown instead of made again', async () => {
    const order = await placed()
    const started = await opened(order)
    await control.outcomes({ nextPayment: 'processing' })
    await approve(await leaveForAmazon(started))
    const [start, pay] = await both(order)
    expect(start).toEqual([409, 'payment_in_progress'])
    expect(pay).toMatchObject([200, { state: 'processing' }])
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1)
  })

  it('where the shop charges the customer itself', async () => {
    const customer = await customerWithMethod()
    await control.outcomes({ nextOffSession: 'processing' })
    const paymentId = await charge(await newMerchant(), customer.id)
    const { orderId } = await paymentRow(paymentId)
    const own = { id: orderId, cookie: await signedIn(customer), customerId: customer.id }
    const order = { ...own, buyer: { customerIds: [customer.id] as [string], customer } }
    expect(await both(order)).toEqual([
      [409, 'order_charged_elsewhere'],
      [409, 'order_charged_elsewhere'],
    ])
  })
})
