import { beforeEach, describe, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
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
import { customerWithMethod } from '../support/charging'
import { signedIn } from '../support/requests'
import { control, newCustomer, stripe } from '../support/saving'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { syncPayment } from '@/lib/server/payments/sync-payment'

beforeEach(freshWorld)

describe('paying an order at Amazon', () => {
  it('charges a guest once and records it with fee, receipt and ledger', async () => {
    const { paymentId } = await paidAtAmazon()
    const row = await paymentRow(paymentId)
    expect(row).toMatchObject({
      status: 'succeeded',
      amount: 2400,
      amountReceived: 2400,
      methodType: 'amazon_pay',
      offSession: false,
      failure: null,
      fee: 100,
    })
    expect(row.ledger).toHaveLength(1)
    expect(await control.balance()).toEqual({ usd: expect.objectContaining({ net: 2300 }) })
  })

  it('asks for Amazon Pay and card on one intent, with our ids and no saving', async () => {
    const order = await placed()
    const { stripePaymentIntentId, paymentId } = await opened(order)
    expect(await stripe.paymentIntents.retrieve(stripePaymentIntentId)).toMatchObject({
      amount: 2400,
      currency: 'usd',
      capture_method: 'automatic',
      setup_future_usage: null,
      allowed_payment_method_types: ['amazon_pay', 'card'],
      metadata: { payment_id: paymentId, order_id: order.id },
    })
  })

  it('goes on with the same intent after a decline', async () => {
    const order = await placed()
    const started = await opened(order)
    await decline(await leaveForAmazon(started))
    expect((await syncPayment(started.paymentId))?.failure).toBe('declined')
    const again = await opened(order)
    expect(again.stripePaymentIntentId).toBe(started.stripePaymentIntentId)
    await approve(await leaveForAmazon(again))
    await syncPayment(again.paymentId)
    expect(await paymentRow(again.paymentId)).toMatchObject({ status: 'succeeded', failure: null, errorCode: null })
  })

  it('answers twenty requests at once with one intent', async () => {
    const order = await placed()
    const answers = await Promise.all(Array.from({ length: 20 }, () => startPaying(order)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const bodies = await Promise.all(answers.map(async (answer) => JSON.stringify(await answer.json())))
    expect(new Set(bodies).size).toBe(1)
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1)
  })
})

describe('paying with a saved method in one click', () => {
  it('charges it once, however often the button is pressed', async () => {
    const customer = await customerWithMethod()
    const order = await placed('orbit-hop', await signedIn(customer))
    const body = { paymentMethodId: customer.paymentMethod.id }
    const answers = await Promise.all(Array.from({ length: 20 }, () => payOrder(order, body)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    const [first] = await Promise.all(answers.map(async (answer) => (await answer.json()) as { state: string }))
    expect(first?.state).toBe('paid')
    expect((await stripe.charges.list()).data).toHaveLength(1)
  })
})

describe('saving while paying', () => {
  it('keeps the method with the words that were agreed to', async () => {
    const customer = await newCustomer()
    const order = await placed('orbit-hop', await signedIn(customer))
    const save = { noticeId: (await currentNotice()).id, agreed: true }
    const started = await opened(order, { save })
    expect((await stripe.paymentIntents.retrieve(started.stripePaymentIntentId)).setup_future_usage).toBe('off_session')
    await approve(await leaveForAmazon(started, true))
    await syncPayment(started.paymentId)
    const row = await paymentRow(started.paymentId)
    expect(row.paymentMethod).toMatchObject({ customerId: customer.id, status: 'active', isDefault: true })
    expect(row.mandates).toEqual([
      expect.objectContaining({ status: 'active', usage: 'off_session', paymentMethodId: row.paymentMethodId }),
    ])
  })

  it('is taken back at Stripe as well when the opt-in is unticked', async () => {
    const order = await placed('orbit-hop', await signedIn(await newCustomer()))
    const save = { noticeId: (await currentNotice()).id, agreed: true }
    await opened(order, { save })
    const { stripePaymentIntentId, paymentId } = await opened(order)
    expect((await stripe.paymentIntents.retrieve(stripePaymentIntentId)).setup_future_usage).toBeNull()
    expect((await paymentRow(paymentId)).mandates).toEqual([expect.objectContaining({ status: 'inactive' })])
  })
})
