import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshWorld, moveClock } from '../support/business-clock'
import { chargedWith, DECLINED, usualOutcomes } from '../support/charge-outcomes'
import { charge, chargeOf, jobOf, paymentOf, workOff } from '../support/charging'
import { atStripe, endOf, eventsAbout, intentOf, PAID, tell } from '../support/payment-ends'
import { control, stripe } from '../support/saving'
import { sweep } from '@/lib/server/jobs/sweep'
import { viewOrder } from '@/lib/server/orders/view-order'
import { askCharge } from '@/lib/server/payments/ask-charge'

beforeEach(freshWorld)
afterEach(usualOutcomes)

describe('a declined charge', () => {
  it('is an outcome: Stripe’s words and the intent are kept, and no money is recorded', async () => {
    const words = { code: 'card_declined', declineCode: 'generic_decline', message: 'Amazon said no.' }
    await control.outcomes({ offSessionDecline: words })
    const { id } = await chargedWith('decline')
    const payment = await paymentOf(id)
    expect(payment).toMatchObject({
      status: 'requires_payment_method',
      failure: 'declined',
      errorCode: 'generic_decline',
      errorMessage: 'Amazon said no.',
      failedAt: expect.any(Date),
      paidAt: null,
      stripeChargeId: null,
    })
    expect(payment.stripePaymentIntentId).toBe((await intentOf(id)).id)
    expect(await endOf(id)).toEqual(DECLINED)
    expect(await control.balance()).toEqual({})
  })

  it('is one whether or not Stripe keeps a failed charge of it', async () => {
    await control.outcomes({ failedChargeExists: false })
    const { id } = await chargedWith('decline')
    expect(await endOf(id)).toEqual(DECLINED)
  })

  it('is not tried again, by nobody', async () => {
    const { id } = await chargedWith('decline')
    await moveClock(3600)
    await sweep()
    await workOff()
    expect(await endOf(id)).toEqual(DECLINED)
    expect(await atStripe(id)).toEqual({ intents: ['requires_payment_method'], charges: ['failed'] })
  })

  it('has its method read again, which stays as long as Stripe keeps it', async () => {
    const { customer, merchant, id } = await chargedWith('decline')
    expect(await jobOf(customer.paymentMethod.id)).toMatchObject({ kind: 'sync_method', doneAt: null })
    await workOff()
    expect(await jobOf(customer.paymentMethod.id)).toMatchObject({ doneAt: expect.any(Date) })
    expect((await paymentOf(id)).paymentMethod).toMatchObject({ status: 'active', isDefault: true, lastPaidAt: null })
    expect(await endOf(await charge(merchant, customer.id))).toEqual(PAID)
  })

  it('costs the customer the method when Stripe has detached it', async () => {
    await control.outcomes({ declineDetaches: true })
    const { customer, merchant, id } = await chargedWith('decline')
    await workOff()
    expect((await paymentOf(id)).paymentMethod).toMatchObject({
      status: 'detached',
      detachReason: 'detached',
      isDefault: false,
    })
    await expect(askCharge(chargeOf(merchant, customer.id))).rejects.toMatchObject({ code: 'mandate_missing' })
  })

  it('stays a failed one when its intent is canceled in the Dashboard', async () => {
    const { customer, id } = await chargedWith('decline')
    const before = await paymentOf(id)
    const { id: intent } = await intentOf(id)
    await control.dashboard({ cancelPaymentIntent: intent })
    await tell(await eventsAbout(intent))
    const { status, failure, errorCode, errorMessage, failedAt, orderId } = await paymentOf(id)
    expect(status).toBe('canceled')
    expect({ failure, errorCode, errorMessage, failedAt }).toEqual({
      failure: 'declined',
      errorCode: before.errorCode,
      errorMessage: before.errorMessage,
      failedAt: before.failedAt,
    })
    expect(await endOf(id)).toEqual(DECLINED)
    expect(await viewOrder(orderId, [customer.id])).toMatchObject({
      state: 'failed',
      payments: [{ state: 'declined' }],
    })
  })

  it('is paid after all when somebody pays its intent at Stripe', async () => {
    const { customer, id } = await chargedWith('decline')
    const { id: intent } = await intentOf(id)
    await stripe.paymentIntents.confirm(intent, {
      payment_method: customer.paymentMethod.stripePaymentMethodId,
      off_session: true,
    })
    await tell(await eventsAbout(intent))
    await workOff()
    const moments = [...DECLINED.moments, 'payment.paid']
    expect(await endOf(id)).toEqual({ ...PAID, moments })
    expect(await paymentOf(id)).toMatchObject({ failure: null, failedAt: null, errorCode: null, errorMessage: null })
  })
})
