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
  'open',
  'charging',
  'needs_customer',
  'processing',
  'authorized',
  'paid',
  'refunded',
  'declined',
  'expired',
  'refused',
  'released',
  'canceled',
] as const
/** What people can be told about one attempt at being paid. */
export type PaymentState = (typeof PAYMENT_STATES)[number]

export type PaymentFacts = {
  /** Null while Stripe has not answered the create. */
  status: PaymentIntentStatus | null
  failure: PaymentFailure | null
  failedAt: Date | null
  errorCode: string | null
  redirectExpiresAt: Date | null
  /** Whether the merchant charges a customer who is away; else the customer pays. */
  offSession: boolean
  /** When the amount was reserved; null unless it was. */
  authorizedAt: Date | null
  /** Minor units; null until something was charged. */
  amountReceived: number | null
  /** Minor units that refunds have given back. */
  amountRefunded: number
}

/** What one attempt has come to. A fresh intent and a declined one share a status: the failure tells them apart. */
export function paymentState(payment: PaymentFacts): PaymentState {
  const { status, failure, offSession, authorizedAt, amountReceived, amountRefunded } = payment
  switch (status) {
    case null:
      return failure ?? 'starting'
    case 'requires_payment_method':
    case 'requires_confirmation':
      if (failure) return howItFailed(payment, failure)
      return offSession ? 'charging' : 'open'
    case 'requires_action':
      return 'needs_customer'
    case 'processing':
      return 'processing'
    case 'requires_capture':
      return 'authorized'
    case 'succeeded':
      return amountReceived !== null && amountRefunded >= amountReceived ? 'refunded' : 'paid'
    case 'canceled':
      if (authorizedAt) return 'released'
      return failure ? howItFailed(payment, failure) : 'canceled'
  }
}

// Which code Stripe sends for Amazon Pay when the window closes is not documented, so time decides: a failure we learn of
// after the window has closed can truthfully be called expired. Where Stripe does send its "expired" code, we know sooner.
function howItFailed(payment: PaymentFacts, failure: PaymentFailure): PaymentState {
  if (failure === 'refused') return 'refused'
  const { errorCode, failedAt, redirectExpiresAt } = payment
  if (errorCode === 'payment_intent_payment_attempt_expired') return 'expired'
  return failedAt !== null && redirectExpiresAt !== null && failedAt >= redirectExpiresAt ? 'expired' : 'declined'
}

/** How long a hold lasts with Amazon Pay, in seconds (https://docs.stripe.com/payments/amazon-pay/accept-a-payment, "Separate authorization and capture"). */
export const HOLD_SECONDS = 7 * 24 * 3600

/** How long before its end the merchant is reminded of a hold, in seconds. */
export const REMIND_SECONDS = 24 * 3600

/** How long after the charge Amazon Pay takes refunds, in seconds (https://docs.stripe.com/payments/amazon-pay, "Refunds"). */
export const REFUND_SECONDS = 90 * 24 * 3600

/** States in which the outcome is still to come by itself: worth polling. */
export function isInFlight(state: PaymentState): boolean {
  return state === 'starting' || state === 'charging' || state === 'processing'
}

export const ORDER_STATES = [
  'unpaid',
  'in_progress',
  'needs_customer',
  'authorized',
  'paid',
  'refunded',
  'released',
  'failed',
] as const
/** Where an order stands with all its payments. */
export type OrderState = (typeof ORDER_STATES)[number]

/** An order's state follows from its payments alone, in whatever order they are given: the best news counts. */
export function orderState(payments: readonly PaymentFacts[]): OrderState {
  const states = new Set(payments.map(paymentState))
  if (states.has('paid')) return 'paid'
  if (states.has('authorized')) return 'authorized'
  if (states.has('refunded')) return 'refunded'
  if (states.has('charging') || states.has('processing')) return 'in_progress'
  // A customer's own payment that Stripe has not answered yet is in nobody's hands but theirs.
  if (payments.some((payment) => payment.offSession && paymentState(payment) === 'starting')) return 'in_progress'
  if (states.has('needs_customer')) return 'needs_customer'
  if (states.has('released')) return 'released'
  return states.has('declined') || states.has('expired') || states.has('refused') ? 'failed' : 'unpaid'
}
