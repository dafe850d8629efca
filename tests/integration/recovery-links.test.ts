import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { choose, redirectUrl } from '../support/test-page'
import { backend } from '../support/backend'
import { freshWorld, moveClock } from '../support/business-clock'
import { usualOutcomes } from '../support/charge-outcomes'
import { charge as chargeAway, newMerchant, paymentOf, workOff } from '../support/charging'
import { approve, leaveForAmazon, payOrder, startPaying } from '../support/checkout'
import { said } from '../support/console'
import { openHosted, saveCard } from '../support/hosted-checkout'
import { atStripe, intentOf } from '../support/payment-ends'
import {
  byLink,
  countOf,
  DAY,
  declinedCharge,
  hoursToTry,
  mailsTo,
  openLink,
  placedBy,
  secretOf,
} from '../support/recovering'
import { send } from '../support/requests'
import { browser, control, newCustomer, stripe } from '../support/saving'
import { GET as attempts } from '@/app/api/attempts/[id]/route'
import { viewCheckout } from '@/lib/server/checkout/view-checkout'
import { watchReturn } from '@/lib/server/checkout/watch-return'
import { db } from '@/lib/server/db'
import { countTry } from '@/lib/server/http/rate-limit'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { syncSetup } from '@/lib/server/payment-methods/sync-setup'
import { syncPayment } from '@/lib/server/payments/sync-payment'
import { listToPay } from '@/lib/server/recovery/list-to-pay'
import { viewRecovery } from '@/lib/server/recovery/view-recovery'

// So that an intent made for a saved method can be opened to cards. Read when the first charge is asked for.
process.env.STATEMENT_DESCRIPTOR = ''

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
})
afterEach(usualOutcomes)

describe('the link in the mail about a failed charge', () => {
  it('pays the same intent at Amazon, in a browser that knows nobody, and shows its holder what came of it', async () => {
    const charge = await declinedCharge()
    const token = await secretOf(charge.id)
    const before = await intentOf(charge.id)
    const rows = async () => JSON.stringify([await db().payment.findMany(), await db().recoveryKey.count()])
    const untouched = await rows()
    // Mail programs open links by themselves.
    for (let times = 0; times < 3; times++)
      expect((await viewRecovery(token))?.reason).toMatch(/^Nothing was charged\./)
    expect(await rows()).toBe(untouched)
    expect(
      (await control.wholeJournal()).filter(({ path }) => path.endsWith(before.id)).map(({ method }) => method),
    ).not.toContain('POST')

    const { answer, place, cookie } = await openLink(token)
    expect([answer.status, place]).toEqual([303, `/checkout/${charge.orderId}`])
    expect(answer.headers.get('set-cookie')).toMatch(
      /^recovery-\d+-[0-9a-f-]{36}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=7200$/,
    )
    expect(await stripe.paymentIntents.retrieve(before.id)).toMatchObject({
      allowed_payment_method_types: expect.arrayContaining(['amazon_pay', 'card']),
      payment_method_types: expect.arrayContaining(['amazon_pay', 'card']),
    })
    const checkout = await viewCheckout(charge.orderId, byLink(charge))
    expect(checkout).toMatchObject({
      byLink: true,
      isGuest: true,
      methods: [],
      notice: null,
      payment: { state: 'declined' },
    })
    expect(JSON.stringify(checkout)).not.toContain(charge.customer.email)

    const order = placedBy(charge, cookie)
    expect(await said(startPaying(order))).toMatchObject([200, { paymentId: charge.id }])
    const clientSecret = checkout?.payment?.clientSecret ?? ''
    await approve(await leaveForAmazon({ clientSecret, paymentId: charge.id }))
    const attempt = await send(attempts, { method: 'GET', params: { id: charge.id }, cookie })
    expect(await said(attempt)).toEqual([200, { id: charge.id, kind: 'payment', state: 'paid' }])
    await workOff()
    expect((await atStripe(charge.id)).charges.toSorted()).toEqual(['failed', 'succeeded'])
    expect([await hoursToTry(charge.id), await countOf(charge.id, 'payment.take_over')]).toEqual([null, 1])
    const seen = await watchReturn(charge.id, byLink(charge))
    expect(seen).toMatchObject({ state: 'paid', methodType: 'amazon_pay', mailsTo: null, savedMandateId: null })
    expect((await mailsTo(charge.id)).map(({ kind }) => kind)).toEqual(['charge_failed', 'receipt'])
    // Used, and the same as any that never was.
    expect(await viewRecovery(token)).toBeNull()
    expect((await openLink(token)).place).toBe('/recover/ended?problem=not_found')
  })

  it('pays the same intent by card', async () => {
    const charge = await declinedCharge()
    const { cookie } = await openLink(await secretOf(charge.id))
    const [, started] = (await said(startPaying(placedBy(charge, cookie)))) as [number, { clientSecret: string }]
    const { id } = await intentOf(charge.id)
    await browser.paymentIntents.confirm(id, {
      client_secret: started.clientSecret,
      payment_method: 'pm_card_visa',
    } as object)
    await syncPayment(charge.id)
    expect(await watchReturn(charge.id, byLink(charge))).toMatchObject({ state: 'paid', methodType: 'card' })
    expect((await db().payment.findUniqueOrThrow({ where: { id: charge.id } })).paymentMethodId).toBeNull()
  })

  it('pays what a saved card was declined for, in another way as well, and speaks of a card', async () => {
    const customer = await newCustomer()
    const page = await openHosted(customer)
    await saveCard(page, '4000 0000 0000 0341')
    await syncSetup(page.setupId)
    const id = await chargeAway(await newMerchant(), customer.id)
    await workOff()
    const { orderId } = await paymentOf(id)
    const mails = (await mailsTo(id)).map(({ title }) => title)
    expect(mails).toEqual(['Action needed: we couldn’t charge your card for Ride to the moon'])
    expect(await listToPay(customer.id)).toMatchObject([{ orderId, methodType: 'card' }])
    const token = await secretOf(id)
    expect(await viewRecovery(token)).toMatchObject({ methodType: 'card' })
    const charge = { id, orderId, customerId: customer.id }
    const order = placedBy(charge, (await openLink(token)).cookie)
    const [, { clientSecret }] = (await said(startPaying(order))) as [number, { clientSecret: string }]
    await approve(await leaveForAmazon({ clientSecret, paymentId: id }))
    expect(await watchReturn(id, byLink(charge))).toMatchObject({ state: 'paid', methodType: 'amazon_pay' })
  })

  it('pays without a script: the form leads to Amazon, and a decline there sends no second message', async () => {
    const charge = await declinedCharge()
    const { cookie } = await openLink(await secretOf(charge.id))
    const order = placedBy(charge, cookie)
    for (const choice of ['Fail Test Payment', 'Authorize Test Payment'] as const) {
      const page = await payOrder(order, undefined, { form: { attemptKey: crypto.randomUUID() } })
      expect(page.status).toBe(200)
      await choose(redirectUrl(await intentOf(charge.id)), choice)
      await syncPayment(charge.id)
      await workOff()
      const state = choice === 'Fail Test Payment' ? 'declined' : 'paid'
      expect((await watchReturn(charge.id, byLink(charge)))?.state).toBe(state)
    }
    expect((await mailsTo(charge.id)).map(({ kind }) => kind)).toEqual(['charge_failed', 'receipt'])
  })

  it.each(['', 'x', 'hidden', 'A'.repeat(43), '%00', '../wallet'])('that reads %j opens nothing', async (token) => {
    expect(await viewRecovery(token)).toBeNull()
    const { place, answer } = await openLink(token)
    expect(place).toMatch(/^\/recover\/ended\?problem=(not_found|validation_failed)$/)
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  it('is opened thirty times an hour at most', async () => {
    const { id } = await declinedCharge()
    const token = await secretOf(id)
    expect((await openLink(token)).answer.headers.get('set-cookie')).not.toBeNull()
    for (let times = 1; times < 30; times++) await countTry('recovery', id)
    const { place, answer } = await openLink(token)
    expect([place, answer.headers.get('set-cookie')]).toEqual(['/recover/ended?problem=too_many_requests', null])
  })

  it('ends after 14 days by the shop’s clock', async () => {
    const charge = await declinedCharge()
    const token = await secretOf(charge.id)
    await moveClock(14 * DAY - 60)
    expect(await viewRecovery(token)).not.toBeNull()
    await moveClock(120)
    expect(await viewRecovery(token)).toBeNull()
  })

  it('opens one order and nothing else of its customer’s, and the cookie alone is no sign-in', async () => {
    const [charge, other] = [await declinedCharge(), await declinedCharge()]
    const { cookie } = await openLink(await secretOf(charge.id))
    expect(await said(startPaying(placedBy(other, cookie)))).toEqual([404, 'not_found'])
    expect(await said(payOrder(placedBy(other, cookie)))).toEqual([404, 'not_found'])
    expect(await viewCheckout(other.orderId, byLink(charge))).toBeNull()
    expect(await watchReturn(other.id, byLink(charge))).toBeNull()
    const own = placedBy(charge, cookie)
    const { paymentMethod } = charge.customer
    expect(await said(payOrder(own, { paymentMethodId: paymentMethod.id }))).toEqual([409, 'method_unavailable'])
    const save = { noticeId: (await currentNotice()).id, agreed: true }
    expect(await said(startPaying(own, { save }))).toEqual([403, 'forbidden'])
    // A made-up cookie, and one whose time is over.
    const forged = `recovery-${backend.port}-${charge.id}=${'A'.repeat(43)}`
    expect(await said(startPaying(placedBy(charge, forged)))).toEqual([401, 'unauthenticated'])
    await db().recoveryKey.updateMany({ where: { kind: 'cookie' }, data: { expiresAt: new Date(Date.now() - 1000) } })
    expect(await said(startPaying(own))).toEqual([401, 'unauthenticated'])
  })

  it('is kept by its hash alone', async () => {
    const charge = await declinedCharge()
    const token = await secretOf(charge.id)
    const { cookie } = await openLink(token)
    const secret = cookie.split('=')[1] ?? ''
    const rows = await Promise.all([
      ...[db().notification.findMany(), db().recoveryKey.findMany(), db().recovery.findMany()],
      ...[db().job.findMany(), db().auditEntry.findMany(), db().payment.findMany(), db().mandate.findMany()],
    ])
    const all = JSON.stringify(rows)
    expect([token.length, secret.length, all.includes(token), all.includes(secret)]).toEqual([43, 43, false, false])
  })
})
