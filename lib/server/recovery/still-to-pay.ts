import 'server-only'
import type { LinkedRecovery } from './store'

/**
 * Whether what a failed charge was for can still be paid: by that payment, by one that took its place because it had to be paid
 * in another way, or by another, where we ourselves had to give the last one up. What the shop has cancelled is not owed.
 */
export function isPayable(recovery: LinkedRecovery): boolean {
  const live = livePayment(recovery)
  return live ? live.status !== 'succeeded' && live.status !== 'requires_capture' : wasGivenUp(recovery)
}

/** The same, unless its customer is paying it at this moment, or Stripe is. */
export function isWaitingToBePaid(recovery: LinkedRecovery): boolean {
  const live = livePayment(recovery)
  if (!live) return wasGivenUp(recovery)
  const isOpen = live.status === 'requires_payment_method' || live.status === 'requires_confirmation'
  return isOpen && (live.id !== recovery.paymentId || live.failure !== null)
}

/** The payment that its order may be paid by now; undefined where there is none. */
export function livePayment({ payment }: LinkedRecovery) {
  return payment.order.payments.find(({ status }) => status !== 'canceled')
}

// Only we say "abandoned" to Stripe (lib/server/stripe/payment-intents.ts); one without an intent never came about.
function wasGivenUp({ payment }: LinkedRecovery): boolean {
  const last = payment.order.payments.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0]
  return last !== undefined && (last.cancellationReason === 'abandoned' || last.stripePaymentIntentId === null)
}
