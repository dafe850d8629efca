import { beforeEach, describe, expect, it, vi } from 'vitest'
import { NOBODYS, stripeCustomerIdOf } from '../support/at-stripe'
import { freshWorld, moveClock } from '../support/business-clock'
import { customerWithMethod, workOff } from '../support/charging'
import {
  approve,
  decline,
  leaveForAmazon,
  opened,
  payOrder,
  paymentRow,
  placed,
  startPaying,
} from '../support/checkout'
import { openConsole, said } from '../support/console'
import { moneyOf } from '../support/money'
import { signedIn } from '../support/requests'
import { ordered, savedBy, ticked } from '../support/saving-while-paying'
import { browser, control, stripe } from '../support/saving'
import { viewCheckout } from '@/lib/server/checkout/view-checkout'
import { db } from '@/lib/server/db'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { pendingMandate } from '@/lib/server/mandates/store'
import { recordSnapshot } from '@/lib/server/payments/record-snapshot'
import { findPayment } from '@/lib/server/payments/store'
import { syncPayment } from '@/lib/server/payments/sync-payment'
import { retrievePaymentIntent } from '@/lib/server/stripe/payment-intents'

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
  await control.faults([])
  await control.outcomes({ savedOnSession: 'charge', nextPayment: 'succeed' })
})
describe('the opt-in', () => {
  it('under words that are no longer current is refused, and nothing is started', async () => {
    const { order } = await ordered()
    const save = { noticeId: crypto.randomUUID(), agreed: true }
    expect(await said(startPaying(order, { save }))).toEqual([409, 'notice_changed'])
    expect(await said(payOrder(order, { save }))).toEqual([409, 'notice_changed'])
    expect(await db().payment.count({ where: { orderId: order.id } })).toBe(0)
  })

  it('that was not agreed to is no opt-in', async () => {
    const { order } = await ordered()
    const { noticeId } = (await ticked()).save
    for (const save of [{ noticeId, agreed: false }, { noticeId }, { agreed: true }, true])
      expect(await said(startPaying(order, { save }))).toEqual([422, 'validation_failed'])
  })

  it('is refused to a guest, who has nowhere to save to', async () => {
    const order = await placed()
    const customersBefore = (await control.state()).objects.payment_intents.length
    for (const submit of [startPaying, payOrder])
      expect(await said(submit(order, await ticked()))).toEqual([403, 'forbidden'])
    expect((await control.state()).objects.payment_intents).toHaveLength(customersBefore)
  })

  it('ends the same here and at Stripe, however two tabs tick and untick at once', async () => {
    const { order } = await ordered()
    const { stripePaymentIntentId, paymentId } = await opened(order)
    const body = await ticked()
    for (let round = 0; round < 6; round++) {
      const presses = Array.from({ length: 6 }, (_, at) => said(startPaying(order, (at + round) % 2 ? body : {})))
      expect(new Set((await Promise.all(presses)).map(([status]) => status))).toEqual(new Set([200]))
      const { setup_future_usage: usage } = await stripe.paymentIntents.retrieve(stripePaymentIntentId)
      expect(usage).toBe((await pendingMandate(paymentId)) ? 'off_session' : null)
      expect(await db().mandate.count({ where: { paymentId, status: 'pending' } })).toBeLessThanOrEqual(1)
    }
  })

  it('that is taken back while Stripe is still being told of it is taken back there as well', async () => {
    const { order } = await ordered()
    const { stripePaymentIntentId, paymentId } = await opened(order)
    const match = { method: 'POST', path: '/v1/payment_intents/:id' } as const
    await control.faults([{ kind: 'delay', milliseconds: 1500, count: 1, match }])
    const ticking = startPaying(order, await ticked())
    await vi.waitFor(async () => expect((await control.faultState()).rules[0]?.struck).toBe(1), 10_000)
    const answers = [await startPaying(order), await ticking]
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await pendingMandate(paymentId)).toBeNull()
    expect((await stripe.paymentIntents.retrieve(stripePaymentIntentId)).setup_future_usage).toBeNull()
  })

  it('is still ticked after a reload, and after a decline', async () => {
    const { order } = await ordered()
    const started = await opened(order, await ticked())
    expect((await viewCheckout(order.id, order.buyer))?.payment?.saves).toBe(true)
    await decline(await leaveForAmazon(started, true))
    expect((await viewCheckout(order.id, order.buyer))?.payment).toMatchObject({ state: 'declined', saves: true })
    expect(await savedBy(order.buyer.customer.id)).toEqual([])
  })

  it('of a payment that was canceled is over, and saves nothing', async () => {
    const { order } = await ordered()
    const started = await opened(order, await ticked())
    await leaveForAmazon(started, true)
    await (await openConsole()).cancel(started.paymentId)
    expect((await paymentRow(started.paymentId)).mandates).toMatchObject([{ status: 'inactive', activatedAt: null }])
    const again = await opened(order)
    expect((await stripe.paymentIntents.retrieve(again.stripePaymentIntentId)).setup_future_usage).toBeNull()
  })
})

describe('paying with the opt-in ticked', () => {
  it('saves the method with its permission, on our own customer at Stripe', async () => {
    const { customer, order } = await ordered()
    const started = await opened(order, await ticked())
    await approve(await leaveForAmazon(started, true))
    await syncPayment(started.paymentId)
    const [method] = await savedBy(customer.id)
    const stripeCustomerId = await stripeCustomerIdOf(await paymentRow(started.paymentId))
    const theirs = await stripe.paymentMethods.retrieve(method?.stripePaymentMethodId ?? '')
    expect([method?.status, theirs.customer]).toEqual(['active', stripeCustomerId])
    const { mandates } = await paymentRow(started.paymentId)
    expect(mandates).toMatchObject([{ status: 'active', usage: 'off_session', paymentMethodId: method?.id }])
    expect(mandates[0]?.acceptedText).toBe((await currentNotice()).text)
  })

  it('by card saves nothing, here or at Stripe', async () => {
    const { customer, order } = await ordered()
    const started = await opened(order, await ticked())
    const card = { number: '4242424242424242', exp_month: 12, exp_year: 2049, cvc: '123' }
    const params = { client_secret: started.clientSecret, payment_method_data: { type: 'card', card } }
    // The SDK's type knows only what a server may send.
    const confirm = params as unknown as Parameters<typeof browser.paymentIntents.confirm>[1]
    await browser.paymentIntents.confirm(started.stripePaymentIntentId, confirm)
    await syncPayment(started.paymentId)
    await workOff()
    expect(await moneyOf(started.paymentId)).toMatchObject({ state: 'paid' })
    expect(await paymentRow(started.paymentId)).toMatchObject({ methodType: 'card', paymentMethodId: null })
    expect((await paymentRow(started.paymentId)).mandates).toMatchObject([{ status: 'inactive' }])
    expect(await savedBy(customer.id)).toEqual([])
    const methods = (await control.state()).objects.payment_methods
    expect(methods.filter(({ type, customer: of }) => type === 'card' && of !== null)).toEqual([])
  })

  it('a hold saves as soon as it is placed', async () => {
    const { customer, order } = await ordered('moon-landing')
    const started = await opened(order, await ticked())
    await approve(await leaveForAmazon(started, true))
    await syncPayment(started.paymentId)
    expect(await moneyOf(started.paymentId)).toMatchObject({ state: 'authorized' })
    expect(await savedBy(customer.id)).toMatchObject([{ status: 'active' }])
  })

  it('a hold that was released before we heard of it has saved all the same', async () => {
    const { customer, order } = await ordered('moon-landing')
    const started = await opened(order, await ticked())
    await approve(await leaveForAmazon(started, true))
    await control.dashboard({ cancelPaymentIntent: started.stripePaymentIntentId })
    await syncPayment(started.paymentId)
    expect(await moneyOf(started.paymentId)).toMatchObject({ state: 'released' })
    expect(await savedBy(customer.id)).toMatchObject([{ status: 'active' }])
  })

  it('a second method keeps the first one as the default', async () => {
    const customer = await customerWithMethod()
    const order = await placed('orbit-hop', await signedIn(customer))
    const started = await opened(order, await ticked())
    await approve(await leaveForAmazon(started, true))
    await syncPayment(started.paymentId)
    const methods = await savedBy(customer.id)
    expect(methods.filter(({ isDefault }) => isDefault).map(({ id }) => id)).toEqual([customer.paymentMethod.id])
    expect(methods).toHaveLength(2)
  })
})

describe('a method that Stripe attaches a moment after the payment succeeded', () => {
  /** The payment recorded from a reading in which the method was nobody's yet. */
  async function paidUnattached() {
    const { customer, order } = await ordered()
    const started = await opened(order, await ticked())
    await approve(await leaveForAmazon(started, true))
    const { snapshot } = await retrievePaymentIntent(started.stripePaymentIntentId)
    const { paymentMethod } = snapshot
    const payment = await findPayment(started.paymentId)
    if (!payment || !paymentMethod) throw new Error('There is nothing to record.')
    await recordSnapshot(payment, { ...snapshot, paymentMethod: { ...paymentMethod, ...NOBODYS } })
    return { customer, paymentId: started.paymentId, stripePaymentMethodId: paymentMethod.stripePaymentMethodId }
  }

  it('is saved by the worker', async () => {
    const { customer, paymentId } = await paidUnattached()
    expect(await moneyOf(paymentId)).toMatchObject({ state: 'paid' })
    expect(await savedBy(customer.id)).toEqual([])
    expect(await pendingMandate(paymentId)).not.toBeNull()
    await workOff()
    expect(await savedBy(customer.id)).toMatchObject([{ status: 'active', isDefault: true }])
    expect((await paymentRow(paymentId)).mandates).toMatchObject([{ status: 'active' }])
  })

  it('and that never is attached is given up after ten minutes, and the permission is taken back', async () => {
    const { customer, paymentId, stripePaymentMethodId } = await paidUnattached()
    await control.dashboard({ detachPaymentMethod: stripePaymentMethodId })
    await workOff(3)
    expect(await pendingMandate(paymentId)).not.toBeNull()
    await moveClock(601)
    await workOff()
    expect(await pendingMandate(paymentId)).toBeNull()
    expect(await savedBy(customer.id)).toEqual([])
    expect(await db().job.count({ where: { subjectId: paymentId, doneAt: null } })).toBe(0)
  })
})
