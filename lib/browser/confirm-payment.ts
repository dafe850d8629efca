import type { ConfirmPaymentData, Stripe, StripeElements, StripeError } from '@stripe/stripe-js'
import { stripeJs } from './stripe-js'

export type ToConfirm = {
  publishableKey: string
  clientSecret: string
  returnUrl: string
  /** Whether Amazon Pay is saved by it, which takes a mandate. */
  saves: boolean
}

/**
 * Confirms with Amazon Pay and without Elements, which sends the browser to Amazon
 * (https://docs.stripe.com/payments/amazon-pay/accept-a-payment). Settles only when that did not happen. Rejects when
 * Stripe.js could not be loaded.
 */
export async function confirmWithAmazonPay(payment: ToConfirm): Promise<StripeError> {
  const stripe = await stripeJs(payment.publishableKey)
  // The library's types know only what goes with Elements; Stripe documents the type for confirming without them.
  const method = { type: 'amazon_pay' } as ConfirmPaymentData['payment_method_data'] & object
  const { error } = await stripe.confirmPayment({
    clientSecret: payment.clientSecret,
    confirmParams: { ...paramsOf(payment), payment_method_data: method },
  })
  return error
}

/** Confirms with what was entered in the Payment Element. Settles only when the browser was not sent on. */
export async function confirmWithElement(
  { stripe, elements }: { stripe: Stripe; elements: StripeElements },
  payment: Omit<ToConfirm, 'publishableKey' | 'clientSecret'>,
): Promise<StripeError> {
  const { error } = await stripe.confirmPayment({ elements, confirmParams: paramsOf(payment) })
  return error
}

// The mandate's address and browser are taken by Stripe from this very request.
function paramsOf({ returnUrl, saves }: Pick<ToConfirm, 'returnUrl' | 'saves'>) {
  const mandate = { customer_acceptance: { type: 'online', online: { infer_from_client: true } } }
  return { return_url: returnUrl, ...(saves && { mandate_data: mandate }) }
}
