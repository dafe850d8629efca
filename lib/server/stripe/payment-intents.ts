import 'server-only'
import type Stripe from 'stripe'
import { stripe } from './client'
import { customerParam, type StripeCustomerIds } from './customer-ids'
import { callStripe } from './errors'
import { CHOICE, EXPAND, open, type OpenPaymentIntent } from './payment-intent-snapshot'

type NewPaymentIntent = StripeCustomerIds & {
  paymentId: string
  orderId: string
  idempotencyKey: string
  /** Minor units. */
  amount: number
  currency: string
  /**
   * What the customer reads on the statement; null leaves it to the Stripe account. Refused where a card may be used
   * (https://docs.stripe.com/api/payment_intents/create, "statement_descriptor").
   */
  statementDescriptor: string | null
  captureMethod: 'automatic' | 'manual'
  /** What the merchant charges a customer with who is away, in Stripe's words; null for a customer who chooses. */
  savedType: string | null
}

/**
 * Creates a PaymentIntent without confirming it: no money moves, and repeating it makes an orphan at worst. Creating and
 * confirming in one call is used nowhere (docs/decisions).
 */
export async function createPaymentIntent(payment: NewPaymentIntent): Promise<OpenPaymentIntent> {
  const intent = await callStripe(() =>
    stripe().paymentIntents.create(
      {
        amount: payment.amount,
        currency: payment.currency,
        ...customerParam(payment),
        // Replaces payment_method_types, which this API version refuses.
        allowed_payment_method_types: allowedTypes(payment.savedType),
        capture_method: payment.captureMethod,
        // Saving is agreed to for Amazon Pay alone, whatever the customer pays with in the end.
        ...(payment.savedType === null && { payment_method_options: CARDS_SAVE_NOTHING }),
        ...(payment.statementDescriptor && { statement_descriptor: payment.statementDescriptor }),
        metadata: { payment_id: payment.paymentId, order_id: payment.orderId },
        expand: EXPAND,
      },
      { idempotencyKey: payment.idempotencyKey },
    ),
  )
  return open(intent)
}

// A saved method is of a type that Stripe has named itself, which its SDK lists for requests once more.
function allowedTypes(savedType: string | null): Stripe.PaymentIntentCreateParams.AllowedPaymentMethodType[] {
  return savedType === null ? [...CHOICE] : [savedType as Stripe.PaymentIntentCreateParams.AllowedPaymentMethodType]
}

type Saving = { stripePaymentIntentId: string; saves: boolean; idempotencyKey: string }

/** Says whether Amazon Pay is saved while paying (https://docs.stripe.com/api/payment_intents/update, "setup_future_usage"). */
export async function setSaving({ stripePaymentIntentId, saves, idempotencyKey }: Saving): Promise<OpenPaymentIntent> {
  const params = { setup_future_usage: saves ? ('off_session' as const) : ('' as const), expand: EXPAND }
  return open(await callStripe(() => stripe().paymentIntents.update(stripePaymentIntentId, params, { idempotencyKey })))
}

// Saving is agreed to for Amazon Pay alone, whatever the customer pays with in the end.
const CARDS_SAVE_NOTHING = { card: { setup_future_usage: 'none' as const } }

type Widening = { stripePaymentIntentId: string; idempotencyKey: string }

/**
 * Lets an intent that was made to charge a saved method be paid as its customer chooses
 * (https://docs.stripe.com/api/payment_intents/update, "allowed_payment_method_types").
 */
export async function allowChoice({ stripePaymentIntentId, idempotencyKey }: Widening): Promise<OpenPaymentIntent> {
  const params = {
    allowed_payment_method_types: [...CHOICE],
    payment_method_options: CARDS_SAVE_NOTHING,
    expand: EXPAND,
  }
  return open(await callStripe(() => stripe().paymentIntents.update(stripePaymentIntentId, params, { idempotencyKey })))
}

type OffSessionConfirm = { stripePaymentIntentId: string; stripePaymentMethodId: string; idempotencyKey: string }

/** Charges a saved method while the customer is away (https://docs.stripe.com/payments/amazon-pay/set-up-future-payments). */
export async function confirmOffSession(confirm: OffSessionConfirm): Promise<OpenPaymentIntent> {
  const { stripePaymentMethodId: payment_method, ...rest } = confirm
  return confirmIntent({ ...rest, params: { payment_method, off_session: true } })
}

type OnSessionConfirm = {
  stripePaymentIntentId: string
  /** A saved method of the customer's; null sends them to Amazon. */
  stripePaymentMethodId: string | null
  /** Where Stripe sends the customer back to; it is needed for a saved method too, which may want a new approval. */
  returnUrl: string
  /** Who agreed to being charged later; null when nothing is saved. */
  acceptance: { ip: string; userAgent: string; at: Date } | null
  idempotencyKey: string
}

/** Confirms for a customer who is here (https://docs.stripe.com/payments/amazon-pay/accept-a-payment). */
export async function confirmOnSession(confirm: OnSessionConfirm): Promise<OpenPaymentIntent> {
  const { stripePaymentIntentId, stripePaymentMethodId, returnUrl, acceptance, idempotencyKey } = confirm
  const method = stripePaymentMethodId
    ? { payment_method: stripePaymentMethodId }
    : { payment_method_data: { type: 'amazon_pay' as const } }
  const params = { ...method, return_url: returnUrl, ...(acceptance && { mandate_data: mandateData(acceptance) }) }
  return confirmIntent({ stripePaymentIntentId, idempotencyKey, params })
}

/** What a server says about a customer's agreement (https://docs.stripe.com/payments/amazon-pay/set-up-future-payments). */
export function mandateData({ ip, userAgent, at }: { ip: string; userAgent: string; at: Date }) {
  return {
    customer_acceptance: {
      type: 'online' as const,
      online: { ip_address: ip, user_agent: userAgent },
      accepted_at: Math.floor(at.getTime() / 1000),
    },
  }
}

type Confirm = {
  stripePaymentIntentId: string
  idempotencyKey: string
  params: Stripe.PaymentIntentConfirmParams
}

async function confirmIntent({ stripePaymentIntentId, idempotencyKey, params }: Confirm): Promise<OpenPaymentIntent> {
  const all = { ...params, expand: EXPAND }
  return open(await callStripe(() => stripe().paymentIntents.confirm(stripePaymentIntentId, all, { idempotencyKey })))
}

type Capture = { stripePaymentIntentId: string; amount: number; idempotencyKey: string }

/** Charges what is held, in minor units; Stripe releases the rest. It can be done once. */
export async function capturePaymentIntent(capture: Capture): Promise<OpenPaymentIntent> {
  const { stripePaymentIntentId, amount, idempotencyKey } = capture
  const params = { amount_to_capture: amount, expand: EXPAND }
  return open(
    await callStripe(() => stripe().paymentIntents.capture(stripePaymentIntentId, params, { idempotencyKey })),
  )
}

/** Ends a PaymentIntent that is not to be paid any more. Refused by Stripe once it has succeeded or is being processed. */
export async function cancelPaymentIntent(
  stripePaymentIntentId: string,
  idempotencyKey: string,
  reason: 'abandoned' | 'requested_by_customer' = 'abandoned',
): Promise<OpenPaymentIntent> {
  const params = { cancellation_reason: reason, expand: EXPAND }
  return open(await callStripe(() => stripe().paymentIntents.cancel(stripePaymentIntentId, params, { idempotencyKey })))
}

/** Reads a PaymentIntent as it is now. */
export async function retrievePaymentIntent(stripePaymentIntentId: string): Promise<OpenPaymentIntent> {
  return open(await callStripe(() => stripe().paymentIntents.retrieve(stripePaymentIntentId, { expand: EXPAND })))
}
