import 'server-only'
import { type PaymentFailure, paymentState } from '@/lib/domain/payment-status'
import { sweepDelaySeconds } from '@/lib/domain/setup-status'
import { addSeconds, businessNow } from '../clock'
import type { PaymentIntentSnapshot } from '../stripe/payment-intents'
import { findPayment, type FoundPayment, type PaymentChange, recordPayment } from './store'

/**
 * How long a charge may be sent after it was asked for, in seconds. Stripe forgets idempotency keys after a day
 * (https://docs.stripe.com/api/idempotent_requests); one hour is left for the call.
 */
export const KEY_SECONDS = 23 * 3600

/** What is said of a charge that could not be sent within that time. */
export const NEVER_SENT = 'It could not be sent to Stripe within a day, so it was given up. Nothing was charged.'

/** Writes what a call to Stripe returned. Null when the row has moved on meanwhile: read Stripe again. */
export async function recordSnapshot(
  payment: FoundPayment,
  snapshot: PaymentIntentSnapshot,
): Promise<FoundPayment | null> {
  if (!isOurs(payment, snapshot))
    throw new Error(
      `PaymentIntent ${snapshot.stripePaymentIntentId} is not payment ${payment.id}'s, or not on its terms.`,
    )
  const seen = seenIn(payment, snapshot)
  // Readers who bring no news leave the version alone, or a crowd of them would keep each other from ever finishing.
  if (isNoNews(payment, seen) || isHalfDone(snapshot)) return findPayment(payment.id)
  return write(payment, seen, snapshot.charge)
}

/**
 * Writes a failure that the payment itself does not show: Stripe would not carry out what we asked for. Without an intent
 * the attempt is over; with one it is kept, to be paid some other way. Null when the row has moved on meanwhile.
 */
export async function recordFailure(
  payment: FoundPayment,
  failure: { failure: PaymentFailure; errorCode: string | null; errorMessage: string },
): Promise<FoundPayment | null> {
  if (payment.failure || payment.status === 'succeeded' || payment.status === 'canceled') return payment
  return write(payment, { ...kept(payment), ...failure, status: payment.status ?? 'canceled' }, null)
}

/** Ends a payment whose intent is gone at Stripe, as deleted test data is: it can never be paid any more. */
export async function recordGone(payment: FoundPayment): Promise<FoundPayment | null> {
  // An event may name an intent that never was this payment's; and what is paid stays paid.
  if (payment.stripePaymentIntentId === null || payment.status === 'succeeded') return payment
  const gone = { failure: 'refused', errorCode: null, errorMessage: 'The payment intent is gone at Stripe.' } as const
  return write(payment, { ...kept(payment), ...gone, status: 'canceled' }, null)
}

/**
 * Whether an intent is this payment's: the one it has, or one to adopt by its metadata and customer; in both cases on the
 * terms that were asked for. Anybody who may write to the Stripe account can put our id into some other intent.
 */
export function isOurs(payment: FoundPayment, snapshot: PaymentIntentSnapshot): boolean {
  const sameTerms = payment.amount === snapshot.amount && payment.currency === snapshot.currency
  if (payment.stripePaymentIntentId !== null)
    return sameTerms && payment.stripePaymentIntentId === snapshot.stripePaymentIntentId
  return sameTerms && payment.id === snapshot.paymentId && payment.stripeCustomerId === snapshot.stripeCustomerId
}

type Seen = Pick<
  FoundPayment,
  'stripePaymentIntentId' | 'status' | 'failure' | 'errorCode' | 'errorMessage' | 'stripeChargeId' | 'fee'
>

function kept(payment: FoundPayment): Seen {
  const { stripePaymentIntentId, status, failure, errorCode, errorMessage, stripeChargeId, fee } = payment
  return { stripePaymentIntentId, status, failure, errorCode, errorMessage, stripeChargeId, fee }
}

async function write(payment: FoundPayment, seen: Seen, charge: PaymentIntentSnapshot['charge']) {
  const now = await businessNow()
  const change: PaymentChange = {
    ...seen,
    feeCurrency: seen.fee === null ? null : (charge?.settlement?.currency ?? payment.feeCurrency),
    paidAt: charge?.paidAt ?? payment.paidAt,
    fundingBrand: charge?.funding?.brand ?? payment.fundingBrand,
    fundingLast4: charge?.funding?.last4 ?? payment.fundingLast4,
    failedAt: seen.failure && (payment.failedAt ?? now),
    ...nextSync(payment, seen, now),
  }
  const written = await recordPayment(payment, change, {
    ...moment(payment, seen),
    at: now,
    charge,
    rereadMethod: payment.failure === null && seen.failure !== null,
  })
  return written ? findPayment(payment.id) : null
}

// What the timeline says about the change, if anything.
function moment(payment: FoundPayment, seen: Seen): { action: string | null; detail: string | null } {
  const state = paymentState(seen)
  if (state === paymentState(payment)) return { action: null, detail: null }
  if (payment.stripePaymentIntentId === null && seen.stripePaymentIntentId !== null && state === 'charging')
    return { action: 'payment.create', detail: seen.stripePaymentIntentId }
  const words = [seen.errorMessage, seen.errorCode && `(${seen.errorCode})`].filter(Boolean).join(' ')
  return { action: `payment.${state}`, detail: words || null }
}

function seenIn(payment: FoundPayment, snapshot: PaymentIntentSnapshot): Seen {
  const { stripePaymentIntentId, status, charge } = snapshot
  const seen = {
    stripePaymentIntentId,
    status,
    stripeChargeId: charge?.stripeChargeId ?? null,
    fee: charge?.settlement?.fee ?? null,
  }
  const { errorCode: code, errorMessage: words } = snapshot
  if (snapshot.failed || hasFallenBack(payment, snapshot))
    return { ...seen, failure: 'declined', errorCode: code, errorMessage: words }
  // Stripe clears the error at any later change of the intent. What failed stays failed until the status moves on; one that
  // is closed afterwards stays a failed one, for the customer and for the merchant.
  const isKept = status === payment.status || status === 'canceled'
  const { failure, errorCode, errorMessage } = payment
  return {
    ...seen,
    ...(isKept ? { failure, errorCode, errorMessage } : { failure: null, errorCode: null, errorMessage: null }),
  }
}

// From being processed, or from the customer's hands, an intent comes back to waiting only by failing, whatever became of
// the error meanwhile.
function hasFallenBack({ status: before }: FoundPayment, { status: after }: PaymentIntentSnapshot): boolean {
  const wasUnderWay = before === 'processing' || before === 'requires_action'
  return wasUnderWay && (after === 'requires_payment_method' || after === 'requires_confirmation')
}

function isNoNews(payment: FoundPayment, seen: Seen): boolean {
  const names = Object.keys(seen) as (keyof Seen)[] // Object.keys forgets the names it was given.
  return names.every((name) => payment[name] === seen[name])
}

// A success without its charge says too little to be recorded; a later reading has both.
function isHalfDone({ status, charge }: PaymentIntentSnapshot): boolean {
  return status === 'succeeded' && charge === null
}

// A failure waits for a person and an end is an end. A success waits for its fee, everything else for Stripe.
function nextSync(payment: FoundPayment, { status, failure, fee }: Seen, now: Date): PaymentChange {
  const isOver = failure !== null || status === 'canceled' || (status === 'succeeded' && fee !== null)
  if (isOver) return { nextSyncAt: null }
  if (status === payment.status) return {}
  return { nextSyncAt: addSeconds(now, sweepDelaySeconds(0, null)), syncCount: 0 }
}
