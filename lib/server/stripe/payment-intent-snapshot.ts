import 'server-only'
import type Stripe from 'stripe'
import { PAYMENT_INTENT_STATUSES, type PaymentIntentStatus } from '@/lib/domain/payment-status'
import { customerIdsOf, type StripeCustomerIds } from './customer-ids'
import { expanded, known } from './read'

/** What Stripe will pay out for a charge, in minor units of the currency it settles in. */
export type Settlement = { amount: number; fee: number; currency: string }

export type ChargeSnapshot = {
  stripeChargeId: string
  /** When the charge was made: for a hold, when the amount was reserved. */
  chargedAt: Date
  /** Until when a hold can be captured; null where Stripe does not say, as with Amazon Pay. */
  captureBefore: Date | null
  /** What was paid with, in Stripe's words such as amazon_pay. */
  methodType: string | null
  /** The card behind Amazon Pay, or the card itself, if Stripe tells it. */
  funding: { brand: string; last4: string } | null
  /** Null until Stripe has made the balance transaction: for a hold, not before it is captured. */
  settlement: Settlement | null
}

/** What we take from a PaymentIntent. Never its client secret: that is handed on, and not kept. */
export type PaymentIntentSnapshot = StripeCustomerIds & {
  stripePaymentIntentId: string
  /** Our own id, from the metadata. */
  paymentId: string | null
  /** Minor units. */
  amount: number
  amountReceived: number
  currency: string
  status: PaymentIntentStatus
  /** The latest attempt ended without success. A fresh intent has the same status, but no error. */
  failed: boolean
  errorCode: string | null
  errorMessage: string | null
  /** Stripe's advice on a decline, such as do_not_try_again; null where it gives none. */
  adviceCode: string | null
  cancellationReason: string | null
  /** The charge that moved or reserved the money, once it has. */
  charge: ChargeSnapshot | null
  /** The method of the latest attempt; Stripe makes a new one for each unless a saved one is used. */
  paymentMethod: PaidWith | null
  /** Whether the method is to be saved for charges while the customer is away. */
  savesMethod: boolean
  /** What it can be paid with, in Stripe's words. An unsuitable type is dropped by Stripe without an error. */
  offers: string[]
  /** Whether it was made, or changed, to be paid as its customer chooses: with Amazon Pay or by card. */
  allowsChoice: boolean
}

export type PaidWith = StripeCustomerIds & {
  stripePaymentMethodId: string
  type: string
  email: string | null
  /** The card itself; null for anything else. */
  card: { brand: string; last4: string } | null
  madeAt: Date
}

/** A snapshot together with what the browser needs to go on. Not to be logged or stored. */
export type OpenPaymentIntent = {
  snapshot: PaymentIntentSnapshot
  clientSecret: string | null
  redirectUrl: string | null
}

/** What a customer who is here may pay with, in Stripe's words. */
export const CHOICE = ['amazon_pay', 'card'] as const

/** What has to be expanded for a snapshot. */
export const EXPAND = ['latest_charge.balance_transaction', 'payment_method']

export function open(intent: Stripe.PaymentIntent): OpenPaymentIntent {
  return {
    snapshot: snapshot(intent),
    clientSecret: intent.client_secret,
    redirectUrl: intent.next_action?.redirect_to_url?.url ?? null,
  }
}

function snapshot(intent: Stripe.PaymentIntent): PaymentIntentSnapshot {
  const error = intent.last_payment_error
  const waiting = intent.status === 'requires_payment_method' || intent.status === 'requires_confirmation'
  const method = expanded(intent.payment_method) ?? error?.payment_method ?? null
  return {
    stripePaymentIntentId: intent.id,
    ...customerIdsOf(intent),
    paymentId: intent.metadata.payment_id ?? null,
    amount: intent.amount,
    amountReceived: intent.amount_received,
    currency: intent.currency,
    status: known(PAYMENT_INTENT_STATUSES, intent.status, 'PaymentIntent status'),
    failed: waiting && error !== null,
    errorCode: error?.decline_code ?? error?.code ?? null,
    errorMessage: error?.message ?? null,
    adviceCode: error?.advice_code ?? null,
    cancellationReason: intent.cancellation_reason,
    charge: chargeOf(intent),
    paymentMethod: method && paidWith(method),
    savesMethod: intent.setup_future_usage === 'off_session',
    offers: intent.payment_method_types,
    allowsChoice: CHOICE.every((type) => intent.allowed_payment_method_types?.includes(type)),
  }
}

function paidWith(method: Stripe.PaymentMethod): PaidWith {
  const { card } = method
  return {
    stripePaymentMethodId: method.id,
    ...customerIdsOf(method),
    type: method.type,
    email: method.billing_details.email,
    card: card ? { brand: card.brand, last4: card.last4 } : null,
    madeAt: new Date(method.created * 1000),
  }
}

// A charge that failed moved nothing. One that only reserved is kept after the hold has ended, as what happened.
function chargeOf({ status, latest_charge }: Stripe.PaymentIntent): ChargeSnapshot | null {
  const charge = expanded(latest_charge)
  const moved = status === 'succeeded' || status === 'requires_capture' || status === 'canceled'
  if (!charge || !moved || charge.status === 'failed') return null
  const details = charge.payment_method_details
  const card = details?.amazon_pay?.funding?.card ?? details?.card
  const captureBefore = details?.card?.capture_before
  const balance = expanded(charge.balance_transaction)
  return {
    stripeChargeId: charge.id,
    chargedAt: new Date(charge.created * 1000),
    captureBefore: captureBefore ? new Date(captureBefore * 1000) : null,
    methodType: details?.type ?? null,
    funding: card?.brand && card.last4 ? { brand: card.brand, last4: card.last4 } : null,
    settlement: balance && { amount: balance.amount, fee: balance.fee, currency: balance.currency },
  }
}
