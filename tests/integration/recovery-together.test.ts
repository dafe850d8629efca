import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { choose, redirectUrl } from '../support/test-page'
import { freshWorld, moveClock } from '../support/business-clock'
import { usualOutcomes } from '../support/charge-outcomes'
import { workOff } from '../support/charging'
import { approve, leaveForAmazon, payOrder, startPaying } from '../support/checkout'
import { said } from '../support/console'
import { atStripe, endOf, intentOf } from '../support/payment-ends'
import {
  byLink,
  countOf,
  DAY,
  declinedCharge,
  hoursToTry,
  openLink,
  pass,
  placedBy,
  secretOf,
} from '../support/recovering'
import { send, signedIn } from '../support/requests'
import { control, newCustomer } from '../support/saving'
import { POST as stopRetries } from '@/app/api/payments/[id]/stop-retries/route'
import { viewCheckout } from '@/lib/server/checkout/view-checkout'
import { watchReturn } from '@/lib/server/checkout/watch-return'
import { viewPayment } from '@/lib/server/console/view-payment'
import { db } from '@/lib/server/db'
import { sweep } from '@/lib/server/jobs/sweep'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { syncPayment } from '@/lib/server/payments/sync-payment'
import { listToPay } from '@/lib/server/recovery/list-to-pay'
import { putTryBack, stopTries } from '@/lib/server/recovery/store'
import { viewRecovery } from '@/lib/server/recovery/view-recovery'

// So that an intent made for a saved method can be opened to cards. Read when the first charge is asked for.
process.env.STATEMENT_DESCRIPTOR = ''

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
})
afterEach(usualOutcomes)

describe('a customer who is signed in', () => {
  it('sees what could not be charged, pays it, saves what they pay with, and is asked whether to use it from now on', async () => {
    const charge = await declinedCharge()
    const { customer, merchant } = charge
    expect(await listToPay(customer.id)).toMatchObject([{ orderId: charge.orderId, description: 'Ride to the moon' }])
    const order = { ...placedBy(charge, await signedIn(customer)) }
    const payer = { customerIds: [customer.id], customer }
    // Looking at it first makes nothing of it.
    expect((await viewCheckout(charge.orderId, payer))?.payment).toMatchObject({
      state: 'declined',
      clientSecret: null,
    })
    const save = { noticeId: (await currentNotice()).id, agreed: true }
    const [, { clientSecret }] = (await said(startPaying(order, { save }))) as [number, { clientSecret: string }]
    await approve(await leaveForAmazon({ clientSecret, paymentId: charge.id }, true))
    await syncPayment(charge.id)
    await workOff()
    expect(await watchReturn(charge.id, payer)).toMatchObject({
      state: 'paid',
      savedMandateId: expect.any(String),
      savedMethod: { isDefault: false },
    })
    expect(await listToPay(customer.id)).toEqual([])
    const page = await viewPayment(charge.id, merchant)
    expect(page?.recovery).toMatchObject({ messageSentAt: expect.any(String), nextTryAt: null })
  })

  it('who is a stranger with the link pays with nothing of the owner’s, and saves nothing', async () => {
    const charge = await declinedCharge()
    const { cookie } = await openLink(await secretOf(charge.id), await signedIn(await newCustomer()))
    const save = { noticeId: (await currentNotice()).id, agreed: true }
    expect(await said(startPaying(placedBy(charge, cookie), { save }))).toEqual([403, 'forbidden'])
    expect((await said(startPaying(placedBy(charge, cookie))))[0]).toBe(200)
  })
})

describe('a further try and a customer who pays at the same time', () => {
  it('never charge twice: whoever comes second finds it paid or under way', async () => {
    for (const delay of [0, 5, 20, 60]) {
      const charge = await declinedCharge()
      const { cookie } = await openLink(await secretOf(charge.id))
      const order = placedBy(charge, cookie)
      const [, { clientSecret }] = (await said(startPaying(order))) as [number, { clientSecret: string }]
      const trying = pass(DAY + 60, 'succeed')
      await new Promise((resolve) => setTimeout(resolve, delay))
      await leaveForAmazon({ clientSecret, paymentId: charge.id })
        .then(approve)
        .catch(() => undefined)
      await trying
      await pass(2 * 3600)
      await workOff()
      expect((await endOf(charge.id)).state).toBe('paid')
      const { charges } = await atStripe(charge.id)
      expect(charges.filter((status) => status === 'succeeded')).toHaveLength(1)
    }
  })

  it('leave a customer who is at Amazon the first turn, and the try comes later', async () => {
    const charge = await declinedCharge()
    const { cookie } = await openLink(await secretOf(charge.id))
    await moveClock(DAY + 60)
    const page = await payOrder(placedBy(charge, cookie), undefined, { form: { attemptKey: crypto.randomUUID() } })
    expect(page.status).toBe(200)
    await pass(60, 'succeed')
    expect([await countOf(charge.id, 'payment.retry_ask'), await hoursToTry(charge.id)]).toEqual([0, 1])
    await choose(redirectUrl(await intentOf(charge.id)), 'Fail Test Payment')
    await syncPayment(charge.id)
    await pass(3700, 'succeed')
    expect((await endOf(charge.id)).state).toBe('paid')
    expect((await db().payment.findUniqueOrThrow({ where: { id: charge.id } })).paymentMethodId).toBe(
      charge.customer.paymentMethod.id,
    )
  })
})

describe('a further try that is processing after its customer has been to Amazon', () => {
  it('is over when it fails late, and the next one comes as scheduled', async () => {
    const charge = await declinedCharge()
    const { cookie } = await openLink(await secretOf(charge.id))
    await payOrder(placedBy(charge, cookie), undefined, { form: { attemptKey: crypto.randomUUID() } })
    await choose(redirectUrl(await intentOf(charge.id)), 'Fail Test Payment')
    await syncPayment(charge.id)
    await pass(DAY + 60, 'late_failure')
    await pass(120)
    await pass(120)
    expect([await hoursToTry(charge.id), await countOf(charge.id, 'payment.retry_declined')]).toEqual([72, 1])
  })
})

describe('the merchant', () => {
  it('stops further tries, and nobody else does', async () => {
    const charge = await declinedCharge()
    const stop = async (cookie?: string) =>
      (await send(stopRetries, { params: { id: charge.id }, cookie, form: {}, headers: { referer: null } })).status
    expect([await stop(), await stop(await signedIn(charge.customer))]).toEqual([401, 403])
    expect(await hoursToTry(charge.id)).toBe(24)
    expect([await stop(await signedIn(charge.merchant)), await hoursToTry(charge.id)]).toEqual([303, null])
  })

  it.each(['declined', 'put back'])('stops what would follow a try under way, which is then %s', async (end) => {
    const charge = await declinedCharge()
    await moveClock(DAY + 60)
    await sweep()
    const stop = () =>
      stopTries(charge.id, { actorId: charge.merchant.userId, requestId: crypto.randomUUID(), at: new Date() })
    expect([await stop(), await stop()]).toEqual([true, false])
    await control.outcomes({ nextOffSession: 'decline' })
    if (end === 'put back') await putTryBack(charge.id, new Date())
    await workOff()
    expect([await hoursToTry(charge.id), await countOf(charge.id, 'payment.retry_stop')]).toEqual([null, 1])
    await pass(30 * DAY)
    expect(await countOf(charge.id, 'payment.retry_ask')).toBe(1)
  })
})

describe('a charge with a statement descriptor, which Stripe refuses where cards are allowed', () => {
  it('is paid with Amazon Pay on the same intent, and by card with another one in its place', async () => {
    const charge = await declinedCharge()
    // As the shop had been set to when it was asked for; a row’s terms are not rewritten otherwise.
    await db().$executeRaw`alter table payments disable trigger payments_keep_their_terms`
    await db().payment.update({ where: { id: charge.id }, data: { statementDescriptor: 'MOON RIDES' } })
    await db().$executeRaw`alter table payments enable trigger payments_keep_their_terms`
    const card = { id: crypto.randomUUID(), type: 'card', isDefault: false, stripePaymentMethodId: 'pm_saved_card' }
    await db().paymentMethod.create({ data: { ...charge.customer.paymentMethod, ...card } })
    const payer = { customerIds: [charge.customer.id], customer: charge.customer }
    const offered = async () => (await viewCheckout(charge.orderId, payer))?.methods.map(({ type }) => type)
    const { cookie, place } = await openLink(await secretOf(charge.id))
    expect(place).toBe(`/checkout/${charge.orderId}`)
    expect((await intentOf(charge.id)).payment_method_types).toEqual(['amazon_pay'])
    const order = placedBy(charge, cookie)
    expect((await viewCheckout(charge.orderId, byLink(charge)))?.payment).toMatchObject({
      onlyAmazonPay: true,
      clientSecret: expect.any(String),
    })
    expect(await offered()).toEqual(['amazon_pay'])
    const [status, { paymentId }] = (await said(startPaying(order, { restart: true }))) as [
      number,
      { paymentId: string },
    ]
    expect([status, paymentId === charge.id]).toEqual([200, false])
    expect((await intentOf(charge.id)).status).toBe('canceled')
    expect((await intentOf(paymentId)).payment_method_types).toContain('card')
    expect(await offered()).toEqual(['amazon_pay', 'card'])
    expect(await hoursToTry(charge.id)).toBeNull()
    expect(await viewRecovery(await secretOf(charge.id))).not.toBeNull()
    // It is still to be paid, and they are still told so.
    expect(await listToPay(charge.customer.id)).toMatchObject([{ orderId: charge.orderId, nextTryAt: null }])
  })
})
