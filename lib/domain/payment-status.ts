/** A PaymentIntent's statuses, in Stripe's words: https://docs.stripe.com/payments/paymentintents/lifecycle. */
export const PAYMENT_INTENT_STATUSES = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'requires_capture',
  'succeeded',
  'canceled',
] as const
export type PaymentIntentStatus = (typeof PAYMENT_INTENT_STATUSES)[number]

/** Statuses a PaymentIntent never leaves. */
export const SETTLED_PAYMENTS = ['succeeded', 'canceled'] as const satisfies PaymentIntentStatus[]

/** declined: Stripe tried and was told no. refused: Stripe would not even try, for instance because the method is gone. */
export type PaymentFailure = 'declined' | 'refused'

export const PAYMENT_STATES = [
  'starting',
  'charging',
  'processing',
  'needs_customer',
  'authorized',
  'paid',
  'declined',
  'refused',
  'canceled',
] as const
/** What people can be told about one attempt at being paid. */
export type PaymentState = (typeof PAYMENT_STATES)[number]

export type PaymentFacts = {
  /** Null while Stripe has not answered the create. */
  status: PaymentIntentStatus | null
  failure: PaymentFailure | null
}

/** What one attempt has come to. A fresh intent and a declined one share a status: the failure tells them apart. */
export function paymentState({ status, failure }: PaymentFacts): PaymentState {
  switch (status) {
    case null:
      return failure ?? 'starting'
    case 'requires_payment_method':
    case 'requires_confirmation':
      return failure ?? 'charging'
    case 'requires_action':
      return 'needs_customer'
    case 'processing':
      return 'processing'
    case 'requires_capture':
      return 'authorized'
    case 'succeeded':
      return 'paid'
    case 'canceled':
      return failure ?? 'canceled'
  }
}

/** States in which the outcome is still to come by itself: worth polling. */
export function isInFlight(state: PaymentState): boolean {
  return state === 'starting' || state === 'charging' || state === 'processing'
}

export const ORDER_STATES = ['unpaid', 'in_progress', 'needs_customer', 'authorized', 'paid', 'failed'] as const
/** Where an order stands with all its payments. */
export type OrderState = (typeof ORDER_STATES)[number]

/** An order's state follows from its payments alone, in whatever order they are given: the best news counts. */
export function orderState(payments: readonly PaymentFacts[]): OrderState {
  const states = new Set(payments.map(paymentState))
  if (states.has('paid')) return 'paid'
  if (states.has('authorized')) return 'authorized'
  if ([...states].some(isInFlight)) return 'in_progress'
  if (states.has('needs_customer')) return 'needs_customer'
  return states.has('declined') || states.has('refused') ? 'failed' : 'unpaid'
}
