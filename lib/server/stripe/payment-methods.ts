import 'server-only'
import { stripe } from './client'
import { callStripe, isMissing } from './errors'
import { idOf } from './read'

/** Whom a saved method belongs to at Stripe; null once it was detached or is gone altogether. */
export async function ownerOf(stripePaymentMethodId: string): Promise<string | null> {
  try {
    return idOf((await callStripe(() => stripe().paymentMethods.retrieve(stripePaymentMethodId))).customer)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** Ends a saved method for good: what was detached can't be attached again (https://docs.stripe.com/api/payment_methods/detach). */
export async function detachPaymentMethod(stripePaymentMethodId: string, idempotencyKey: string): Promise<void> {
  await callStripe(() => stripe().paymentMethods.detach(stripePaymentMethodId, {}, { idempotencyKey }))
}

/** What Stripe's own record of a permission says now; null if there is no such record. */
export async function retrieveMandate(
  stripeMandateId: string,
): Promise<{ isInactive: boolean; stripePaymentMethodId: string | null } | null> {
  try {
    const mandate = await callStripe(() => stripe().mandates.retrieve(stripeMandateId))
    return { isInactive: mandate.status === 'inactive', stripePaymentMethodId: idOf(mandate.payment_method) }
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
