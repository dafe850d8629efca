import 'server-only'
import type { PaidWith } from '../stripe/payment-intent-snapshot'
import { findMethodOf } from '../subscriptions/store'
import type { FoundPayment } from './store'

/**
 * What a payment went through with in the end, if that is another method than its row has: an earlier try may have been with
 * a saved one, and no permission that was given for it covers the other. What pays an invoice can also be changed between
 * Stripe's tries: then it is the one that is saved here, or null.
 */
export async function otherMethod(
  payment: FoundPayment,
  { stripePaymentMethodId }: PaidWith,
): Promise<{ paymentMethodId: string | null } | null> {
  const { offSession, invoiceId, paymentMethod } = payment
  if (paymentMethod?.stripePaymentMethodId === stripePaymentMethodId) return null
  if (invoiceId !== null) return { paymentMethodId: await findMethodOf(payment, stripePaymentMethodId) }
  return offSession || paymentMethod === null ? null : { paymentMethodId: null }
}
