import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { choose, redirectUrl } from '../support/test-page'
import { backend } from '../support/backend'
import { freshWorld, moveClock } from '../support/business-clock'
import { usualOutcomes } from '../support/charge-outcomes'
import { jobOf, workOff } from '../support/charging'
import { approve, leaveForAmazon, opened, payOrder } from '../support/checkout'
import { atStripe, endOf, intentOf } from '../support/payment-ends'
import { countOf, DAY, declinedCharge, hoursToTry, openLink, pass, placedBy, secretOf } from '../support/recovering'
import { signedIn } from '../support/requests'
import { control } from '../support/saving'
import { startStripeProxy } from '../support/stripe-proxy'
import { db } from '@/lib/server/db'
import { askCommand } from '@/lib/server/holds/ask-command'
import { reviveDeadLetter } from '@/lib/server/jobs/store'
import { sweep } from '@/lib/server/jobs/sweep'
import { syncPayment } from '@/lib/server/payments/sync-payment'
import { listToPay } from '@/lib/server/recovery/list-to-pay'
import { viewRecovery } from '@/lib/server/recovery/view-recovery'

const proxy = await startStripeProxy(backend.sandboxUrl)
process.env.STRIPE_API_BASE = proxy.origin

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
})
afterEach(async () => {
  proxy.heal()
  await usualOutcomes()
})
afterAll(() => proxy.close())

it('a further try whose success does not show its charge at first is recorded all the same, without any webhook', async () => {
  const { id } = await declinedCharge()
  proxy.breaks(/^POST .+\/confirm$/, 'chargeless')
  await pass(DAY, 'succeed')
  expect((await endOf(id)).state).toBe('paid')
  expect((await atStripe(id)).charges.toSorted()).toEqual(['failed', 'succeeded'])
})

it('a further try that a person has tried anew waits for another time where its customer has been to Amazon meanwhile', async () => {
  const charge = await declinedCharge()
  await moveClock(DAY + 60)
  await sweep()
  const { id: jobId } = await jobOf(charge.id)
  await db().job.update({ where: { id: jobId }, data: { dueAt: null, lastError: 'Given up.' } })
  const order = placedBy(charge, await signedIn(charge.customer))
  await payOrder(order, undefined, { form: { attemptKey: crypto.randomUUID() } })
  await choose(redirectUrl(await intentOf(charge.id)), 'Fail Test Payment')
  await syncPayment(charge.id)
  await reviveDeadLetter(jobId, { actorId: charge.merchant.userId, requestId: crypto.randomUUID() })
  await workOff()
  expect([await hoursToTry(charge.id), await countOf(charge.id, 'payment.retry_declined')]).toEqual([1, 0])
  await pass(3700, 'succeed')
  expect((await endOf(charge.id)).state).toBe('paid')
  const { paymentMethodId } = await db().payment.findUniqueOrThrow({ where: { id: charge.id } })
  expect(paymentMethodId).toBe(charge.customer.paymentMethod.id)
})

it('what its customer pressed to pay and Stripe did not hear of in time can still be paid by the link and from their pages', async () => {
  const charge = await declinedCharge()
  const { id, orderId, customer } = charge
  const token = await secretOf(id)
  const { cookie } = await openLink(token)
  proxy.breaks(/^POST .+\/confirm$/, 503)
  await payOrder(placedBy(charge, cookie), undefined, { form: { attemptKey: crypto.randomUUID() } })
  await moveClock(700)
  await workOff(2)
  proxy.heal()
  await workOff()
  expect((await intentOf(id)).status).toBe('canceled')
  expect(await viewRecovery(token)).not.toBeNull()
  expect(await listToPay(customer.id)).toMatchObject([{ orderId, nextTryAt: null }])
  const again = await openLink(token)
  expect(again.place).toBe(`/checkout/${orderId}`)
  const { paymentId, clientSecret } = await opened(placedBy(charge, again.cookie))
  expect(paymentId).not.toBe(id)
  await control.outcomes({ nextPayment: 'processing' })
  await approve(await leaveForAmazon({ clientSecret, paymentId }))
  await syncPayment(paymentId)
  // Nobody knows yet whether it is charged.
  expect([(await viewRecovery(token))?.reason, await listToPay(customer.id)]).toEqual([null, []])
  await moveClock(120)
  await syncPayment(paymentId)
  expect([await viewRecovery(token), await listToPay(customer.id)]).toEqual([null, []])
})

it('further tries of a long list are filed as bulk work has room for them: until then their customers may pay themselves', async () => {
  const { id } = await declinedCharge()
  const waiting = { kind: 'retry', isBulk: true, dueAt: new Date(Date.now() + 3_600_000) } as const
  const others = Array.from({ length: 64 }, () => ({ ...waiting, subjectId: crypto.randomUUID() }))
  await db().job.createMany({ data: others })
  await moveClock(DAY + 60)
  await sweep()
  expect(await countOf(id, 'payment.retry_ask')).toBe(0)
  await db().job.deleteMany()
  await sweep()
  expect(await countOf(id, 'payment.retry_ask')).toBe(1)
})

it('what the merchant has cancelled can’t be paid by the link', async () => {
  const charge = await declinedCharge()
  const token = await secretOf(charge.id)
  const asked = { merchant: charge.merchant, paymentId: charge.id, requestId: crypto.randomUUID() }
  await askCommand({ ...asked, what: 'cancel', idempotencyKey: crypto.randomUUID() })
  expect([await viewRecovery(token), await listToPay(charge.customer.id)]).toEqual([null, []])
})
