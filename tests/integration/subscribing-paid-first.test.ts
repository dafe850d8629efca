import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { choose, redirectUrl } from '../support/test-page'
import { freshWorld } from '../support/business-clock'
import { usualOutcomes } from '../support/charge-outcomes'
import { customerWithMethod, workOff } from '../support/charging'
import { approve, decline, leaveForAmazon, payOrder, startPaying } from '../support/checkout'
import { said } from '../support/console'
import { signedIn } from '../support/requests'
import { browser, control, newCustomer, stripe } from '../support/saving'
import { ask, atStripe, DAY, live, rowOf, seen, subscribe, subscribed, tell } from '../support/subscriptions'
import type { SignedInCustomer } from '@/lib/server/auth/session'
import { viewCheckout } from '@/lib/server/checkout/view-checkout'
import { watchReturn } from '@/lib/server/checkout/watch-return'
import { db } from '@/lib/server/db'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { listSavedMethods } from '@/lib/server/payment-methods/list-saved-methods'

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
})
afterEach(usualOutcomes)

/** Somebody who has agreed to having what they pay with kept, and has not paid yet. */
async function agreed(customer: SignedInCustomer) {
  const noticeId = (await currentNotice('any_method')).id
  const made = await subscribed(customer, { noticeId, agreed: true })
  const payment = made.invoices[0]?.payment
  if (!payment || !made.orderId) throw new Error('There is nothing to be paid.')
  const buyer = { customerIds: [customer.id] as [string], customer }
  const cookie = await signedIn(customer)
  return { ...made, payment, noticeId, buyer, placed: { id: made.orderId, customerId: customer.id, cookie, buyer } }
}

describe('a subscription that is paid first', () => {
  it('is paid at Amazon on the checkout page, which keeps the method with what was agreed, and renews with it', async () => {
    const customer = await newCustomer()
    const { id, payment, placed, buyer, noticeId } = await agreed(customer)
    expect(await seen(customer, id)).toMatchObject({ state: 'incomplete', method: null, payOrderId: placed.id })
    expect(payment.mandates).toMatchObject([{ status: 'pending', usage: 'off_session', noticeId }])
    // Asked for again, in another tab: the same one waits.
    expect(await said(subscribe(customer, { noticeId, agreed: true }))).toEqual([201, { id, orderId: placed.id }])
    const checkout = await viewCheckout(placed.id, buyer)
    expect(checkout).toMatchObject({ isSubscription: true, notice: null, payment: { state: 'open', saves: true } })
    for (const act of [decline, approve]) {
      const [, started] = await said(startPaying(placed))
      await act(await leaveForAmazon(started as { clientSecret: string; paymentId: string }, true))
      await watchReturn(payment.id, buyer)
    }
    await tell('reverse')
    const dto = await seen(customer, id)
    expect(dto).toMatchObject({
      state: 'active',
      payOrderId: null,
      method: { name: expect.stringMatching(/^Amazon Pay/) as string },
    })
    // Only that was agreed to: what a later invoice is paid with, by whomever, is not kept at Stripe either.
    const once = { save_default_payment_method: 'off', payment_method_types: ['amazon_pay', 'card'] }
    expect((await atStripe(id)).payment_settings).toMatchObject(once)
    const [method] = await listSavedMethods(customer.id)
    expect(method).toMatchObject({ id: dto.method?.id, usage: 'off_session', usedFor: [{ subscriptionId: id }] })
    expect(await watchReturn(payment.id, buyer)).toMatchObject({ state: 'paid', savedMethod: { id: method?.id } })
    await live(33 * DAY, { step: 33 * DAY })
    const { invoices } = await rowOf(id)
    expect(invoices.map(({ payment: each }) => [each?.status, each?.offSession])).toEqual([
      ['succeeded', false],
      ['succeeded', true],
    ])
    expect(invoices[1]?.payment?.paymentMethodId).toBe(method?.id)
  })

  it('is paid without a script or any webhook, or by card, which is kept as well because that was agreed to', async () => {
    const customer = await newCustomer()
    const { id, payment, placed } = await agreed(customer)
    const page = await payOrder(placed, undefined, { form: { attemptKey: crypto.randomUUID() } })
    expect(page.status).toBe(200)
    const intent = String(payment.stripePaymentIntentId)
    await choose(redirectUrl(await stripe.paymentIntents.retrieve(intent)), 'Authorize Test Payment')
    await live(120, { webhooks: false })
    expect(await seen(customer, id)).toMatchObject({ state: 'active', method: { id: expect.any(String) as string } })
    expect((await atStripe(id)).payment_settings).toMatchObject({ save_default_payment_method: 'off' })

    const second = await newCustomer()
    const byCard = await agreed(second)
    const [, started] = await said(startPaying(byCard.placed))
    const { clientSecret: client_secret } = started as { clientSecret: string }
    const card = { client_secret, payment_method: 'pm_card_visa' } as object
    await browser.paymentIntents.confirm(String(byCard.payment.stripePaymentIntentId), card)
    await live(120, { webhooks: false })
    expect(await seen(second, byCard.id)).toMatchObject({ state: 'active', method: { name: 'Visa •••• 4242' } })
    expect(await listSavedMethods(second.id)).toMatchObject([{ type: 'card', usage: 'off_session' }])
  })

  it('is called off before it is paid, by taking its invoice back first: a page that is still open can’t pay it', async () => {
    const customer = await newCustomer()
    const { id, payment, placed } = await agreed(customer)
    const [, started] = await said(startPaying(placed))
    const atAmazon = await leaveForAmazon(started as { clientSecret: string; paymentId: string }, true)
    const [latest] = await control.journal()
    expect((await said(ask(customer, id, { when: 'now' })))[0]).toBe(200)
    const [row] = (await rowOf(id)).invoices
    const sent = (await control.wholeJournal(latest?.id)).filter(({ method }) => method !== 'GET')
    expect(sent.map(({ path }) => path)).toContain(`/v1/invoices/${row?.stripeInvoiceId}/void`)
    expect(row).toMatchObject({ status: 'void', payment: { status: 'canceled', mandates: [{ status: 'inactive' }] } })
    await approve(atAmazon).catch(() => null)
    await tell()
    expect(await seen(customer, id)).toMatchObject({ state: 'expired', payOrderId: null, method: null })
    expect((await stripe.paymentIntents.retrieve(String(payment.stripePaymentIntentId))).amount_received).toBe(0)
    expect(await control.balance()).toEqual({})
  })

  it('expires unpaid after 23 hours and can’t be paid any more; another one can be begun', async () => {
    const customer = await customerWithMethod()
    const { id, payment, placed, buyer } = await agreed(customer)
    await live(DAY)
    expect(await seen(customer, id)).toMatchObject({ state: 'expired', payOrderId: null })
    expect(await said(startPaying(placed))).toEqual([409, 'invoice_ended'])
    expect(await said(startPaying(placed, { restart: true }))).toEqual([409, 'invoice_ended'])
    const one = { paymentMethodId: customer.paymentMethod.id }
    expect(await said(payOrder(placed, one))).toEqual([409, 'invoice_ended'])
    expect(await viewCheckout(placed.id, buyer)).toMatchObject({ payment: null, isSubscription: true })
    expect(await db().payment.findUniqueOrThrow({ where: { id: payment.id } })).toMatchObject({ status: 'canceled' })
    expect(await db().mandate.findFirstOrThrow({ where: { paymentId: payment.id } })).toMatchObject({
      status: 'inactive',
    })
    expect(await db().payment.count({ where: { orderId: placed.id } })).toBe(1)

    // With a saved method that is declined at first, and by its customer with another one in time.
    await control.outcomes({ nextOffSession: 'decline' })
    const again = await subscribed(customer, one)
    expect(again).toMatchObject({ status: 'incomplete', orderId: again.invoices[0]?.payment?.orderId })
    expect(await seen(customer, again.id)).toMatchObject({ state: 'incomplete', payOrderId: again.orderId })
    expect(await said(ask(customer, again.id, { action: 'keep' }))).toEqual([409, 'subscription_not_changeable'])
    expect(await said(payOrder({ ...placed, id: again.orderId ?? '' }, one))).toMatchObject([200, {}])
    const intent = await stripe.paymentIntents.retrieve(String(again.invoices[0]?.payment?.stripePaymentIntentId))
    if (intent.status === 'requires_action') await choose(redirectUrl(intent), 'Authorize Test Payment')
    await tell()
    await workOff()
    expect(await seen(customer, again.id)).toMatchObject({ state: 'active', payOrderId: null })
    expect((await atStripe(again.id)).default_payment_method).toBe(customer.paymentMethod.stripePaymentMethodId)
    expect(await db().notification.count({ where: { recipient: customer.email, kind: 'charge_failed' } })).toBe(0)
  })
})
