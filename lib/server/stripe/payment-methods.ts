import 'server-only'
import type Stripe from 'stripe'
import { stripe } from './client'
import { customerIdsOf, customerParam, isAtStripe, type StripeCustomerIds } from './customer-ids'
import { callStripe, isMissing } from './errors'
import { idOf } from './read'

/** What we take from a method that was saved, with whom it is attached to: nobody's has neither id. */
export type SavedMethod = StripeCustomerIds & {
  stripePaymentMethodId: string
  /** In Stripe's words, such as amazon_pay or card. */
  type: string
  email: string | null
  /** The card itself; null for anything else. */
  card: { brand: string; last4: string } | null
}

/** A saved method as Stripe shows it; null when there is none. */
export function savedMethodOf(method: Stripe.PaymentMethod | null): SavedMethod | null {
  if (!method) return null
  const { id, type, card, billing_details: billing } = method
  return {
    stripePaymentMethodId: id,
    ...customerIdsOf(method),
    type,
    email: billing.email,
    card: card ? { brand: card.brand, last4: card.last4 } : null,
  }
}

type Attach = { stripePaymentMethodId: string; owner: StripeCustomerIds; idempotencyKey: string }

/**
 * Attaches a method that was saved for nobody, so that it can be charged later
 * (https://docs.stripe.com/payments/save-and-reuse, "Charge the payment method later").
 */
export async function attachPaymentMethod(attach: Attach): Promise<void> {
  const { stripePaymentMethodId, owner, idempotencyKey } = attach
  await callStripe(() =>
    stripe().paymentMethods.attach(stripePaymentMethodId, customerParam(owner), { idempotencyKey }),
  )
}

/** Whom a saved method belongs to at Stripe; null once it was detached or is gone altogether. */
export async function ownerOf(stripePaymentMethodId: string): Promise<StripeCustomerIds | null> {
  try {
    const owner = customerIdsOf(await callStripe(() => stripe().paymentMethods.retrieve(stripePaymentMethodId)))
    return isAtStripe(owner) ? owner : null
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
