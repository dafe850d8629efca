import 'server-only'
import type Stripe from 'stripe'
import { PAYMENT_INTENT_STATUSES, type PaymentIntentStatus } from '@/lib/domain/payment-status'
import { stripe } from './client'
import { callStripe } from './errors'
import { expanded, idOf, known } from './read'

/** What Stripe will pay out for a charge, in minor units of the currency it settles in. */
export type Settlement = { amount: number; fee: number; currency: string }

export type ChargeSnapshot = {
  stripeChargeId: string
  paidAt: Date
  /** The card behind Amazon Pay, if Stripe tells it. */
  funding: { brand: string; last4: string } | null
  /** Null until Stripe has made the balance transaction. */
  settlement: Settlement | null
}

/** What we take from a PaymentIntent. Never its client secret: nobody confirms these in a browser. */
export type PaymentIntentSnapshot = {
  stripePaymentIntentId: string
  stripeCustomerId: string | null
  /** Our own id, from the metadata. */
  paymentId: string | null
  amount: number
  currency: string
  status: PaymentIntentStatus
  /** The latest attempt ended without success. A fresh intent has the same status, but no error. */
  failed: boolean
  errorCode: string | null
  errorMessage: string | null
  /** The charge that moved the money, once it has. */
  charge: ChargeSnapshot | null
  /** An unsuitable method is dropped by Stripe without an error. */
  offersAmazonPay: boolean
}

type NewPaymentIntent = {
  paymentId: string
  orderId: string
  idempotencyKey: string
  stripeCustomerId: string
  amount: number
  currency: string
  /** What the customer reads on the statement; null leaves it to the Stripe account. */
  statementDescriptor: string | null
}

const EXPAND = ['latest_charge.balance_transaction']

/**
 * Creates a PaymentIntent without confirming it: no money moves, and repeating it makes an orphan at worst. Creating and
 * confirming in one call is used nowhere (docs/decisions).
 */
export async function createPaymentIntent(payment: NewPaymentIntent): Promise<PaymentIntentSnapshot> {
  const intent = await callStripe(() =>
    stripe().paymentIntents.create(
      {
        amount: payment.amount,
        currency: payment.currency,
        customer: payment.stripeCustomerId,
        // Replaces payment_method_types, which this API version refuses.
        allowed_payment_method_types: ['amazon_pay'],
        capture_method: 'automatic',
        ...(payment.statementDescriptor && { statement_descriptor: payment.statementDescriptor }),
        metadata: { payment_id: payment.paymentId, order_id: payment.orderId },
        expand: EXPAND,
      },
      { idempotencyKey: payment.idempotencyKey },
    ),
  )
  return snapshot(intent)
}

type OffSessionConfirm = { stripePaymentIntentId: string; stripePaymentMethodId: string; idempotencyKey: string }

/** Charges a saved method while the customer is away (https://docs.stripe.com/payments/amazon-pay/set-up-future-payments). */
export async function confirmOffSession(confirm: OffSessionConfirm): Promise<PaymentIntentSnapshot> {
  const { stripePaymentIntentId, stripePaymentMethodId, idempotencyKey } = confirm
  const intent = await callStripe(() =>
    stripe().paymentIntents.confirm(
      stripePaymentIntentId,
      { payment_method: stripePaymentMethodId, off_session: true, expand: EXPAND },
      { idempotencyKey },
    ),
  )
  return snapshot(intent)
}

/** Ends a PaymentIntent that is not to be paid any more. Refused by Stripe once it has succeeded or is being processed. */
export async function cancelPaymentIntent(stripePaymentIntentId: string, idempotencyKey: string): Promise<void> {
  await callStripe(() =>
    stripe().paymentIntents.cancel(stripePaymentIntentId, { cancellation_reason: 'abandoned' }, { idempotencyKey }),
  )
}

/** Reads a PaymentIntent as it is now. */
export async function retrievePaymentIntent(stripePaymentIntentId: string): Promise<PaymentIntentSnapshot> {
  return snapshot(await callStripe(() => stripe().paymentIntents.retrieve(stripePaymentIntentId, { expand: EXPAND })))
}

function snapshot(intent: Stripe.PaymentIntent): PaymentIntentSnapshot {
  const error = intent.last_payment_error
  const waiting = intent.status === 'requires_payment_method' || intent.status === 'requires_confirmation'
  return {
    stripePaymentIntentId: intent.id,
    stripeCustomerId: idOf(intent.customer),
    paymentId: intent.metadata.payment_id ?? null,
    amount: intent.amount,
    currency: intent.currency,
    status: known(PAYMENT_INTENT_STATUSES, intent.status, 'PaymentIntent status'),
    failed: waiting && error !== null,
    errorCode: error?.code ?? null,
    errorMessage: error?.message ?? null,
    charge: intent.status === 'succeeded' ? charge(expanded(intent.latest_charge)) : null,
    offersAmazonPay: intent.payment_method_types.includes('amazon_pay'),
  }
}

function charge(charge: Stripe.Charge | null): ChargeSnapshot | null {
  if (!charge) return null
  const card = charge.payment_method_details?.amazon_pay?.funding?.card
  const balance = expanded(charge.balance_transaction)
  return {
    stripeChargeId: charge.id,
    paidAt: new Date(charge.created * 1000),
    funding: card?.brand && card.last4 ? { brand: card.brand, last4: card.last4 } : null,
    settlement: balance && { amount: balance.amount, fee: balance.fee, currency: balance.currency },
  }
}
