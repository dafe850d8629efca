import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { usualOutcomes } from '../support/charge-outcomes'
import { customerWithMethod, workOff } from '../support/charging'
import { said } from '../support/console'
import { send, signedIn } from '../support/requests'
import { control, newCustomer, stripe } from '../support/saving'
import { ask, atStripe, DAY, live, rowOf, seen, subscribe, subscribed, tell } from '../support/subscriptions'
import { POST } from '@/app/api/subscriptions/route'
import { db } from '@/lib/server/db'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { listSavedMethods } from '@/lib/server/payment-methods/list-saved-methods'
import { removeMethod } from '@/lib/server/payment-methods/remove-method'
import { listPlans } from '@/lib/server/subscriptions/list-plans'

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
})
afterEach(usualOutcomes)

describe('subscribing', () => {
  it('charges it at once: one invoice, one order, one payment in the ledger, one receipt', async () => {
    const customer = await customerWithMethod()
    const { paymentMethod } = customer
    const { id, orderId, ...row } = await subscribed(customer, { paymentMethodId: paymentMethod.id })
    expect(orderId).toBeNull()
    expect(row).toMatchObject({ status: 'active', paymentMethodId: paymentMethod.id, asked: null, endedAt: null })
    const [invoice] = row.invoices
    expect(row.invoices).toHaveLength(1)
    expect(invoice).toMatchObject({ status: 'paid', billingReason: 'subscription_create', amountPaid: 1200 })
    expect(invoice?.payment).toMatchObject({ status: 'succeeded', amount: 1200, offSession: false })
    expect(invoice?.payment?.order.items[0]?.description).toMatch(/^Orbit pass, \d+ \w+ \d+ to \d+ \w+ \d+$/)
    expect(await atStripe(id)).toMatchObject({
      default_payment_method: paymentMethod.stripePaymentMethodId,
      metadata: { subscription_id: id },
      payment_settings: { payment_method_types: ['amazon_pay', 'card'] },
    })
    await tell('reverse')
    await tell()
    expect(await rowOf(id)).toMatchObject({ status: 'active', invoices: [{ payment: { ledger: [{}] } }] })
    const mails = await db().notification.findMany({ where: { recipient: customer.email } })
    expect(mails).toMatchObject([{ kind: 'receipt', title: expect.stringContaining('Orbit pass') as string }])
    const dto = await seen(customer, id)
    expect(dto).toMatchObject({ name: 'Orbit pass', state: 'active', payOrderId: null, nextTryAt: null })
    expect(dto.method).toEqual({ id: paymentMethod.id, name: expect.stringMatching(/^Amazon Pay/) as string })
    expect(dto.invoices).toMatchObject([{ orderId: invoice?.payment?.orderId, amount: 1200, state: 'paid' }])
    expect(await listSavedMethods(customer.id)).toMatchObject([
      { usedFor: [{ subscriptionId: id, name: 'Orbit pass', next: dto.currentPeriodEnd }] },
    ])
  })

  it('renews without any webhook, each period once', async () => {
    const customer = await customerWithMethod()
    const { id } = await subscribed(customer, { paymentMethodId: customer.paymentMethod.id })
    await live(63 * DAY, { webhooks: false })
    const { invoices } = await rowOf(id)
    expect(invoices.map(({ status, payment }) => [status, payment?.status, payment?.offSession])).toEqual([
      ['paid', 'succeeded', false],
      ['paid', 'succeeded', true],
      ['paid', 'succeeded', true],
    ])
    expect(new Set(invoices.map(({ payment }) => payment?.orderId)).size).toBe(3)
    await tell('reverse')
    expect((await rowOf(id)).invoices).toHaveLength(3)
    expect(await db().notification.count({ where: { recipient: customer.email, kind: 'receipt' } })).toBe(3)
  })

  it('takes one of each kind: pressed twice, sent twice at once, and again later', async () => {
    const customer = await customerWithMethod()
    const body = { paymentMethodId: customer.paymentMethod.id, attemptKey: crypto.randomUUID() }
    const [one, two] = await Promise.all([said(subscribe(customer, body)), said(subscribe(customer, body))])
    expect([one[0], two[0]].toSorted()).toEqual(expect.arrayContaining([201]))
    expect((one[1] as { id: string }).id).toBe((two[1] as { id: string }).id)
    expect(await said(subscribe(customer, body))).toEqual([201, one[1]])
    expect(await said(subscribe(customer, body, 'moon-pass'))).toEqual([409, 'idempotency_key_reused'])
    expect(await said(subscribe(customer, { ...body, attemptKey: 'another' }))).toEqual([409, 'subscription_exists'])
    await workOff()
    expect((await stripe.subscriptions.list({ status: 'all' })).data).toHaveLength(1)
    expect((await control.balance())['usd']?.amount).toBe(1200)
  })

  it('wants a permission, a method of their own, a plan, and an agreement where there is no method', async () => {
    const [customer, other] = [await customerWithMethod('on_session'), await customerWithMethod()]
    const paymentMethodId = customer.paymentMethod.id
    expect(await said(subscribe(customer, { paymentMethodId }))).toEqual([409, 'mandate_missing'])
    expect(await said(subscribe(other, { paymentMethodId }))).toEqual([404, 'not_found'])
    expect(await said(subscribe(other, {}))).toEqual([422, 'validation_failed'])
    expect(await said(subscribe(other, { productId: crypto.randomUUID(), paymentMethodId }))).toEqual([
      409,
      'product_unavailable',
    ])
    const { id: ride } = await db().product.findUniqueOrThrow({ where: { slug: 'orbit-hop' } })
    expect(await said(subscribe(other, { productId: ride, paymentMethodId }))).toEqual([409, 'product_unavailable'])
    const newcomer = await newCustomer()
    const noticeId = crypto.randomUUID()
    expect(await said(subscribe(newcomer, { noticeId, agreed: true }))).toEqual([409, 'notice_changed'])
    const ids = [customer.id, other.id, newcomer.id]
    expect(await db().subscription.count({ where: { customerId: { in: ids } } })).toBe(0)
  })

  it('is free at first with a trial, which nobody has twice, and which needs a saved method', async () => {
    const newcomer = await newCustomer()
    const noticeId = (await currentNotice('any_method')).id
    expect(await said(subscribe(newcomer, { noticeId, agreed: true }, 'moon-pass'))).toEqual([409, 'method_needed'])
    const customer = await customerWithMethod()
    const body = { paymentMethodId: customer.paymentMethod.id }
    const { id, orderId, ...row } = await subscribed(customer, body, 'moon-pass')
    expect(orderId).toBeNull()
    expect(row).toMatchObject({ status: 'trialing', trialDays: 14, invoices: [{ amountDue: 0, payment: null }] })
    const dto = await seen(customer, id)
    expect(dto).toMatchObject({ state: 'trialing', payOrderId: null, currentPeriodEnd: dto.trialEndsAt })
    expect(await said(ask(customer, id, { when: 'now' }))).toEqual([200, { id, state: 'ended' }])
    expect(await listPlans(customer.id)).toMatchObject([{ name: 'Orbit pass' }, { name: 'Moon pass', trialDays: null }])
    // A page that is still open, or was come back to, offers what is over: pressing it there charges nothing.
    const outdated = [
      { ...body, amount: 4800, trialDays: 14 },
      { ...body, amount: 4700, trialDays: null },
    ]
    for (const each of outdated)
      expect(await said(subscribe(customer, each, 'moon-pass'))).toEqual([409, 'plan_changed'])
    const path = '/api/subscriptions'
    const { planId: productId } = dto
    const fields = { productId, paymentMethodId: body.paymentMethodId, amount: '4800', trialDays: '14' }
    const pressed = await send(POST, { form: { ...fields, attemptKey: 'old' }, cookie: await signedIn(customer), path })
    expect(pressed.headers.get('location')).toBe('/subscriptions?problem=plan_changed')
    expect(await db().subscription.count({ where: { customerId: customer.id } })).toBe(1)

    const again = await subscribed(customer, { ...body, amount: 4800, trialDays: null }, 'moon-pass')
    expect(again).toMatchObject({ status: 'active', trialDays: null, invoices: [{ amountPaid: 4800 }] })
  })

  it('ends with its trial when the method was taken away: nobody is charged or written to', async () => {
    const customer = await customerWithMethod()
    const { id } = await subscribed(customer, { paymentMethodId: customer.paymentMethod.id }, 'moon-pass')
    await removeMethod(customer.paymentMethod.id, customer, crypto.randomUUID())
    await live(16 * DAY)
    expect(await seen(customer, id)).toMatchObject({ state: 'ended', method: null, payOrderId: null })
    expect(await db().notification.count({ where: { recipient: customer.email } })).toBe(0)
    expect(await control.balance()).toEqual({})
  })
})
