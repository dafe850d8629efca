import type { StripeError } from '@stripe/stripe-js'
import { describe, expect, it } from 'vitest'
import { checkoutNotes, hasAnswer } from '@/components/checkout/pay-words'
import { elementTrouble } from '@/components/checkout/trouble-words'
import { momentWords, orderWords } from '@/components/orders/order-words'
import { paymentWords } from '@/components/return/payment-words'
import type { CheckoutDto, ReturnedPaymentDto } from '@/lib/contracts/checkout'
import type { OrderDto } from '@/lib/contracts/orders'
import { PAYMENT_STATES, type PaymentState } from '@/lib/domain/payment-status'

const PAYMENT: ReturnedPaymentDto = {
  ...{ id: '', orderId: '', state: 'needs_customer', amount: 2400, currency: 'usd', amountReceived: null },
  ...{ captureBefore: null, methodType: null, email: null, funding: null, items: [] },
  ...{ savedMandateId: null, savedMethod: null },
  ...{
    isSaving: false,
    isSubscription: false,
    lostMethod: false,
    continueUrl: null,
    mailsTo: null,
    stripeAnswered: true,
  },
}

describe('what is said when confirming in the Payment Element fails', () => {
  const CERTAIN: [string, Partial<StripeError>][] = [
    ['a field that is not filled in', { type: 'validation_error' }],
    ['a declined card', { type: 'card_error', message: 'Your card was declined.' }],
    ['any error of an intent that still waits for a method', intentIn('requires_payment_method')],
  ]

  it.each(CERTAIN)('is that nothing was charged, for %s', (_what, error) => {
    const { text, again } = trouble(error)
    expect(text).toMatch(/^Nothing was charged\./)
    expect(again).toBeUndefined()
  })

  const UNCERTAIN = ['api_error', 'rate_limit_error', 'idempotency_error', 'invalid_request_error'] as const
  it.each(UNCERTAIN)('is that nobody knows yet, for an %s, and the page is made again', (type) => {
    const { text, again } = trouble({ type })
    expect(text).toMatch(/^We’re not sure whether this went through\./)
    expect(again).toBe('unsure')
  })

  it.each([null, { type: 'api_connection_error' as const }])('is that nobody knows yet, without an answer', (error) => {
    const { text, again } = trouble(error)
    expect(text).toContain('not sure whether this went through')
    expect(again).toBeUndefined()
  })

  it.each(['succeeded', 'processing', 'requires_capture', 'requires_action', 'canceled'])(
    'is nothing about money once the intent is %s: the server tells',
    (status) => {
      const { text, again } = trouble(intentIn(status))
      expect(text).not.toMatch(/charged/)
      expect(again).toBe('changed')
    },
  )

  function trouble(error: Partial<StripeError> | null) {
    return elementTrouble(error && ({ type: 'api_error', ...error } as StripeError), 'card')
  }

  function intentIn(status: string) {
    return { type: 'api_error', payment_intent: { status } } as StripeError
  }
})

describe('what is said above an order that is to be paid', () => {
  const UNSURE = 'payment_provider_unavailable'

  it('is not that the last try was declined, when nobody knows whether that was the last', () => {
    expect(checkoutNotes(UNSURE, checkout('declined'))).toEqual({ problem: UNSURE, lastTry: null })
    expect(checkoutNotes(undefined, checkout('declined')).lastTry?.title).toBe('Nothing was charged')
  })

  it('is not said twice where the page itself says that Stripe has not answered', () => {
    expect(checkoutNotes(UNSURE, checkout('starting'))).toEqual({ problem: undefined, lastTry: null })
    expect(checkoutNotes(UNSURE, { ...checkout('open'), stripeAnswered: false }).problem).toBeUndefined()
  })

  it('tells a try that has come to something from one that nobody knows about', () => {
    const answered: PaymentState[] = ['needs_customer', 'declined', 'expired', 'refused']
    expect(PAYMENT_STATES.filter(hasAnswer)).toEqual(answered)
  })

  function checkout(state: PaymentState) {
    const payment = {
      id: '',
      state,
      clientSecret: null,
      returnUrl: '',
      continueUrl: null,
      saves: false,
      onlyAmazonPay: false,
    }
    return { payment, stripeAnswered: true } satisfies Pick<CheckoutDto, 'payment' | 'stripeAnswered'>
  }
})

describe('what somebody reads who comes back while Stripe still waits for their approval', () => {
  it('leaves open whether they have approved, for as long as that is asked about', () => {
    const { waits, meanwhile } = paymentWords('needs_customer', PAYMENT)
    expect(waits).toBe(true)
    expect(meanwhile?.text).toContain('We don’t know yet whether $24.00 is approved.')
    expect(JSON.stringify(meanwhile)).not.toMatch(/nothing|waiting for your approval/i)
  })
})

describe('what an order says was paid with', () => {
  it.each([
    ['amazon_pay', 'Charged to your Amazon Pay. ', ['Paid with Amazon Pay', 'Reserved at Amazon Pay, not charged']],
    ['card', 'Charged to your card. ', ['Paid by card', 'Reserved on your card, not charged']],
    [null, 'Charged. ', ['Paid', 'Reserved, not charged']],
  ])('is only what Stripe has told: %s', (methodType, text, moments) => {
    const order = orderPaidWith(methodType)
    expect(orderWords(order, 'Rocket Rides').text).toContain(text)
    expect((['paid', 'authorized'] as const).map((what) => momentWords(what, order).title)).toEqual(moments)
  })

  function orderPaidWith(methodType: string | null): OrderDto {
    const payment = {
      id: '',
      state: 'paid',
      funding: null,
      email: null,
      methodType,
      mandateId: null,
      offSession: false,
      nextTryAt: null,
    } as const
    const money = { amount: 2400, currency: 'usd', isHold: false }
    const payments = [{ ...payment, amountReceived: 2400, captureBefore: null, refunds: [] }]
    return { id: '', ...money, state: 'paid', placedAt: '', fulfilment: null, items: [], payments, timeline: [] }
  }
})
