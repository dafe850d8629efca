import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { usualOutcomes } from '../support/charge-outcomes'
import { anotherMethod, customerWithMethod } from '../support/charging'
import { approve, leaveForAmazon, startPaying } from '../support/checkout'
import { openConsole, said } from '../support/console'
import { mailsTo, openLink, secretOf } from '../support/recovering'
import { browser, control, stripe } from '../support/saving'
import { ask, atStripe, DAY, live, rowOf, seen, subscribed, tell } from '../support/subscriptions'
import { viewCheckout } from '@/lib/server/checkout/view-checkout'
import { db } from '@/lib/server/db'
import { listToPay } from '@/lib/server/recovery/list-to-pay'
import { viewRecovery } from '@/lib/server/recovery/view-recovery'

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
})
afterEach(async () => {
  await control.outcomes({ offSessionDeclineShare: 0 })
  await usualOutcomes()
})

/** A subscription whose first renewal was declined just now, and its customer. */
async function declined(webhooks = true) {
  const customer = await customerWithMethod()
  const { id } = await subscribed(customer, { paymentMethodId: customer.paymentMethod.id })
  const { items } = await atStripe(id)
  await control.outcomes({ offSessionDeclineShare: 1 })
  const due = (items.data[0]?.current_period_end ?? 0) + 3700
  const seconds = due - (await control.clock()).now
  await live(seconds, { webhooks, step: seconds })
  const payment = (await rowOf(id)).invoices.at(-1)?.payment
  if (!payment) throw new Error('It was not renewed.')
  return { customer, id, payment }
}

describe('a renewal that is declined', () => {
  it('is told once with the next try of Stripe’s, and paid by the link with the same intent, without changing it', async () => {
    const { customer, id, payment } = await declined()
    const before = await seen(customer, id)
    expect(before).toMatchObject({ state: 'past_due', payOrderId: payment.orderId })
    const next = new Date(before.nextTryAt ?? '')
    const mails = await mailsTo(payment.id)
    expect(mails).toMatchObject([{ kind: 'charge_failed', title: expect.stringContaining('Orbit pass') as string }])
    const day = next.toUTCString().slice(5, 16).replace(/^0/, '')
    expect(mails[0]?.text).toContain(`otherwise we’ll try again on ${day}`)
    expect(await listToPay(customer.id)).toMatchObject([{ orderId: payment.orderId, nextTryAt: before.nextTryAt }])
    expect(payment.recovery).toMatchObject({ nextTryAt: null, tries: 0 })

    const token = await secretOf(payment.id)
    expect(await viewRecovery(token)).toMatchObject({ amount: 1200, nextTryAt: before.nextTryAt })
    const intent = String(payment.stripePaymentIntentId)
    const [latest] = await control.journal()
    const { cookie } = await openLink(token)
    const link = { customerIds: [], customer: null, openedOrderIds: [payment.orderId] }
    const checkout = await viewCheckout(payment.orderId, link)
    expect(checkout).toMatchObject({ isSubscription: true, notice: null, payment: { state: 'declined', saves: false } })
    const placed = {
      id: payment.orderId,
      customerId: customer.id,
      cookie,
      buyer: { customerIds: [customer.id], customer: null },
    }
    const [status, started] = await said(startPaying(placed as never))
    expect(status).toBe(200)
    await approve(await leaveForAmazon(started as { clientSecret: string; paymentId: string }))
    const changes = (await control.wholeJournal(latest?.id)).filter(({ method }) => method === 'POST')
    expect(changes.map(({ path }) => path).filter((path) => path === `/v1/payment_intents/${intent}`)).toEqual([])
    await tell()
    expect(await seen(customer, id)).toMatchObject({ state: 'active', payOrderId: null, nextTryAt: null })
    expect((await rowOf(id)).invoices.at(-1)).toMatchObject({
      status: 'paid',
      payment: { id: payment.id, status: 'succeeded' },
    })
    expect((await mailsTo(payment.id)).map(({ kind }) => kind)).toEqual(['charge_failed', 'receipt'])
    // What was approved once is not kept for what follows.
    expect((await atStripe(id)).default_payment_method).toBe(customer.paymentMethod.stripePaymentMethodId)
  })

  it('is paid by Stripe’s own further try, or by card, without any webhook', async () => {
    const { customer, id, payment } = await declined(false)
    expect(await seen(customer, id)).toMatchObject({ state: 'past_due', payOrderId: payment.orderId })
    await live(4 * DAY, { webhooks: false, step: 4 * DAY })
    expect((await mailsTo(payment.id)).map(({ kind }) => kind)).toEqual(['charge_failed'])
    await control.outcomes({ offSessionDeclineShare: 0 })
    await live(5 * DAY, { webhooks: false, step: 5 * DAY })
    expect(await seen(customer, id)).toMatchObject({ state: 'active', payOrderId: null })
    expect((await mailsTo(payment.id)).map(({ kind }) => kind)).toEqual(['charge_failed', 'receipt'])

    const other = await declined(false)
    await browser.paymentIntents.confirm(String(other.payment.stripePaymentIntentId), {
      client_secret: (await stripe.paymentIntents.retrieve(String(other.payment.stripePaymentIntentId))).client_secret,
      payment_method: 'pm_card_visa',
    } as object)
    await control.outcomes({ offSessionDeclineShare: 0 })
    await live(DAY, { webhooks: false, step: DAY })
    expect(await seen(other.customer, other.id)).toMatchObject({ state: 'active', payOrderId: null })
  })

  it('names the method that Stripe’s further try has charged, which its customer had chosen meanwhile', async () => {
    const { customer, id, payment } = await declined()
    expect(payment.paymentMethodId).toBe(customer.paymentMethod.id)
    const { paymentMethod: second } = await anotherMethod(customer)
    await control.outcomes({ offSessionDeclineShare: 0 })
    const chosen = { action: 'method', paymentMethodId: second.id }
    expect((await said(ask(customer, id, chosen)))[0]).toBe(200)
    await live(9 * DAY)
    const { paymentMethod } = await db().payment.findUniqueOrThrow({
      where: { id: payment.id },
      include: { paymentMethod: true },
    })
    expect(paymentMethod).toMatchObject({ id: second.id, lastPaidAt: expect.any(Date) as Date })
    const first = await db().paymentMethod.findUniqueOrThrow({ where: { id: customer.paymentMethod.id } })
    expect(first.lastPaidAt).not.toEqual(paymentMethod?.lastPaidAt)
  })

  it('can’t be cancelled by the merchant, is owed after its subscription has ended, and given up by Stripe', async () => {
    const { customer, id, payment } = await declined()
    const office = await openConsole()
    expect(await said(office.cancel(payment.id))).toEqual([409, 'not_cancelable'])
    await live(20 * DAY)
    expect(await seen(customer, id)).toMatchObject({ state: 'ended', nextTryAt: null, payOrderId: payment.orderId })
    expect((await mailsTo(payment.id)).map(({ kind }) => kind)).toEqual(['charge_failed'])
    await stripe.invoices.voidInvoice((await rowOf(id)).invoices.at(-1)?.stripeInvoiceId ?? '')
    await tell()
    expect(await seen(customer, id)).toMatchObject({ payOrderId: null })
    expect(await db().payment.findUniqueOrThrow({ where: { id: payment.id } })).toMatchObject({ status: 'canceled' })
    expect(await viewCheckout(payment.orderId, { customerIds: [customer.id], customer })).toMatchObject({
      payment: null,
    })
    expect(await listToPay(customer.id)).toEqual([])
    expect(await said(ask(customer, id, { when: 'now' }))).toEqual([200, { id, state: 'ended' }])
  })

  it('is told as well when there was nothing to charge, because the method was gone', async () => {
    const customer = await customerWithMethod()
    const { id } = await subscribed(customer, { paymentMethodId: customer.paymentMethod.id })
    await stripe.paymentMethods.detach(customer.paymentMethod.stripePaymentMethodId)
    await live(33 * DAY, { step: 33 * DAY })
    const payment = (await rowOf(id)).invoices.at(-1)?.payment
    expect(payment).toMatchObject({ failure: 'declined', offSession: true })
    expect(await seen(customer, id)).toMatchObject({ state: 'past_due', method: null, payOrderId: payment?.orderId })
    expect((await mailsTo(payment?.id ?? '')).map(({ kind }) => kind)).toEqual(['charge_failed'])
    const { cookie } = await openLink(await secretOf(payment?.id ?? ''))
    expect(cookie).toContain('recovery-')
  })
})
