import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshWorld, moveClock } from '../support/business-clock'
import { chargedWith, DECLINED, openShop, usualOutcomes } from '../support/charge-outcomes'
import { charge, chargeOf, paymentOf, workOff } from '../support/charging'
import { atStripe, endOf, eventsAbout, intentOf, PAID, PAID_AT_STRIPE, tell } from '../support/payment-ends'
import { control, stripe } from '../support/saving'
import { db } from '@/lib/server/db'
import { sweep } from '@/lib/server/jobs/sweep'
import { askCharge } from '@/lib/server/payments/ask-charge'

beforeEach(freshWorld)
afterEach(usualOutcomes)

describe('a charge that Stripe processes', () => {
  const PROCESSED = [...PAID.moments.slice(0, 2), 'payment.processing']

  it.each([
    ['processing', { ...PAID, moments: [...PROCESSED, 'payment.paid'] }],
    ['late_failure', { ...DECLINED, moments: [...PROCESSED, 'payment.declined'] }],
  ] as const)('ends as %s does, by an event', async (outcome, end) => {
    const { id } = await chargedWith(outcome)
    expect(await endOf(id)).toMatchObject({ state: 'processing', order: 'in_progress', isSwept: true, ledger: [] })
    await moveClock(61)
    await tell(await eventsAbout((await intentOf(id)).id))
    expect(await endOf(id)).toEqual(end)
  })

  it.each([
    ['processing', { ...PAID, moments: [...PROCESSED, 'payment.paid'] }],
    ['late_failure', { ...DECLINED, moments: [...PROCESSED, 'payment.declined'] }],
  ] as const)('ends as %s does, by the sweep', async (outcome, end) => {
    const { id } = await chargedWith(outcome)
    await moveClock(61)
    await sweep()
    expect(await endOf(id)).toEqual(end)
  })

  it('is charged once, however often its command runs', async () => {
    const { id } = await chargedWith('processing')
    await db().job.updateMany({ where: { subjectId: id }, data: { doneAt: null, dueAt: new Date(0) } })
    await workOff()
    await moveClock(61)
    await sweep()
    expect(await atStripe(id)).toEqual(PAID_AT_STRIPE)
  })
})

describe('a charge whose fee Stripe works out later', () => {
  async function withoutFee() {
    const { merchant, customer } = await openShop()
    const { paymentId: id } = await askCharge(chargeOf(merchant, customer.id))
    // Made in the app's place, on its terms, because the app itself always asks for the fee at once.
    const intent = await stripe.paymentIntents.create({
      amount: 1200,
      currency: 'usd',
      customer: customer.stripeCustomerId,
      allowed_payment_method_types: ['amazon_pay'],
      capture_method: 'automatic_async',
      metadata: { payment_id: id },
    })
    await tell(await eventsAbout(intent.id))
    await workOff()
    return { id, intent: intent.id }
  }
  const WAITING = { ...PAID, fee: null, ledger: [], isSwept: true }

  it('is paid at once, and recorded in the ledger with the event about its fee, once', async () => {
    const { id, intent } = await withoutFee()
    expect(await endOf(id)).toEqual(WAITING)
    await tell(await eventsAbout(intent))
    expect(await endOf(id)).toEqual(WAITING)
    await moveClock(3)
    const told = await eventsAbout(intent)
    expect(told.map(({ type }) => type)).toContain('charge.updated')
    await tell([...told, ...told].reverse())
    expect(await endOf(id)).toEqual(PAID)
    expect((await paymentOf(id)).ledger).toHaveLength(1)
  })

  it('is recorded by the sweep when that event is lost', async () => {
    const { id } = await withoutFee()
    await moveClock(61)
    expect(await sweep()).toBe(1)
    expect(await endOf(id)).toEqual(PAID)
    expect(await sweep()).toBe(0)
  })
})

describe('a charge that Stripe refuses to try', () => {
  const REFUSED = { ...DECLINED, state: 'refused', moments: [...DECLINED.moments.slice(0, 2), 'payment.refused'] }

  it('because the method is gone is over, keeps its intent, and ends the method', async () => {
    const { merchant, customer } = await openShop()
    await control.dashboard({ detachPaymentMethod: customer.paymentMethod.stripePaymentMethodId })
    const id = await charge(merchant, customer.id)
    await workOff()
    expect(await endOf(id)).toEqual(REFUSED)
    expect(await atStripe(id)).toEqual({ intents: ['requires_payment_method'], charges: [] })
    const payment = await paymentOf(id)
    expect(payment).toMatchObject({ failure: 'refused', errorMessage: expect.stringMatching(/^[A-Z].*\.$/s) })
    expect(payment.paymentMethod).toMatchObject({ status: 'detached', detachReason: 'detached' })
  })

  it('because the customer is gone is over without an intent, and everything they saved has ended', async () => {
    const { merchant, customer } = await openShop()
    await control.dashboard({ deleteCustomer: customer.stripeCustomerId })
    const id = await charge(merchant, customer.id)
    await workOff()
    const moments = ['payment.ask', 'payment.refused']
    expect(await endOf(id)).toEqual({ ...REFUSED, hasIntent: false, moments })
    expect(await atStripe(id)).toEqual({ intents: [], charges: [] })
    expect((await paymentOf(id)).paymentMethod).toMatchObject({ status: 'detached', detachReason: 'customer_deleted' })
  })

  it('because it was revoked at Amazon is declined, and nothing more can be charged', async () => {
    const { merchant, customer } = await openShop()
    await control.dashboard({ revokeMandate: customer.paymentMethod.stripePaymentMethodId })
    const id = await charge(merchant, customer.id)
    await workOff()
    expect(await endOf(id)).toEqual(DECLINED)
    expect((await paymentOf(id)).paymentMethod).toMatchObject({ status: 'detached', detachReason: 'revoked' })
    await expect(askCharge(chargeOf(merchant, customer.id))).rejects.toMatchObject({ code: 'mandate_missing' })
  })
})
