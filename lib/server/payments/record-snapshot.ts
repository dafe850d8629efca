import 'server-only'
import { HOLD_SECONDS, type PaymentFailure, type PaymentState, paymentState } from '@/lib/domain/payment-status'
import { REDIRECT_SECONDS, sweepDelaySeconds } from '@/lib/domain/setup-status'
import { addSeconds, businessNow } from '../clock'
import { isTheirs } from '../stripe/customer-ids'
import type { ChargeSnapshot, PaymentIntentSnapshot } from '../stripe/payment-intent-snapshot'
import { otherMethod } from './other-method'
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
  const now = await businessNow()
  const seen = seenIn(payment, snapshot, now)
  // Readers who bring no news leave the version alone, or a crowd of them would keep each other from ever finishing.
  if (isNoNews(payment, seen) || isHalfDone(snapshot)) return findPayment(payment.id)
  return write(payment, seen, { snapshot, now })
}

/**
 * Writes a failure that the payment itself does not show: Stripe would not carry out what we asked for. Without an intent
 * the attempt is over; with one it is kept, to be paid some other way. Null when the row has moved on meanwhile.
 */
export async function recordFailure(
  payment: FoundPayment,
  { adviceCode = null, ...failure }: Words & { failure: PaymentFailure },
): Promise<FoundPayment | null> {
  if (payment.failure || payment.status === 'succeeded' || payment.status === 'canceled') return payment
  const now = await businessNow()
  const seen = { ...kept(payment), ...failure, failedAt: now, status: payment.status ?? ('canceled' as const) }
  return write(payment, seen, { snapshot: null, now, adviceCode })
}

type Words = { errorCode: string | null; errorMessage: string; adviceCode?: string | null }

/** Ends a payment whose intent is gone at Stripe, as deleted test data is: it can never be paid any more. */
export async function recordGone(payment: FoundPayment): Promise<FoundPayment | null> {
  // An event may name an intent that never was this payment's; and what is paid stays paid.
  if (payment.stripePaymentIntentId === null || payment.status === 'succeeded') return payment
  const now = await businessNow()
  const words = { errorCode: null, errorMessage: 'The payment intent is gone at Stripe.' }
  const gone = { ...words, failure: 'refused', failedAt: payment.failedAt ?? now, status: 'canceled' } as const
  return write(payment, { ...kept(payment), ...gone }, { snapshot: null, now })
}

/**
 * Whether an intent is this payment's: the one it has, or one to adopt by its metadata and customer; in both cases on the
 * terms that were asked for. Anybody who may write to the Stripe account can put our id into some other intent.
 */
export function isOurs(payment: FoundPayment, snapshot: PaymentIntentSnapshot): boolean {
  const sameTerms = payment.amount === snapshot.amount && payment.currency === snapshot.currency
  if (payment.stripePaymentIntentId !== null)
    return sameTerms && payment.stripePaymentIntentId === snapshot.stripePaymentIntentId
  return sameTerms && payment.id === snapshot.paymentId && isTheirs(snapshot, payment)
}

type Seen = Pick<
  FoundPayment,
  | 'stripePaymentIntentId'
  | 'status'
  | 'failure'
  | 'failedAt'
  | 'errorCode'
  | 'errorMessage'
  | 'stripeChargeId'
  | 'fee'
  | 'methodType'
  | 'redirectExpiresAt'
  | 'authorizedAt'
  | 'amountReceived'
  | 'cancellationReason'
>

function kept(payment: FoundPayment): Seen {
  const { stripePaymentIntentId, status, failure, failedAt, errorCode, errorMessage, stripeChargeId, fee } = payment
  const { methodType, redirectExpiresAt, authorizedAt, amountReceived, cancellationReason } = payment
  return {
    ...{ stripePaymentIntentId, status, failure, failedAt, errorCode, errorMessage, stripeChargeId, fee },
    ...{ methodType, redirectExpiresAt, authorizedAt, amountReceived, cancellationReason },
  }
}

type News = { snapshot: PaymentIntentSnapshot | null; now: Date; adviceCode?: string | null }

async function write(payment: FoundPayment, seen: Seen, { snapshot, now, adviceCode }: News) {
  const charge = snapshot?.charge ?? null
  const before = paymentState(payment)
  const after = paymentState({ ...payment, ...seen })
  const isPaid = seen.status === 'succeeded' && payment.status !== 'succeeded'
  const paidWith = wentThrough(after) ? (snapshot?.paymentMethod ?? null) : null
  const ends = seen.status === 'succeeded' || seen.status === 'canceled'
  const change: PaymentChange = {
    ...seen,
    feeCurrency: seen.fee === null ? null : (charge?.settlement?.currency ?? payment.feeCurrency),
    // A hold was reserved long before it was charged.
    ...(isPaid && { paidAt: payment.authorizedAt ? now : (charge?.chargedAt ?? now) }),
    ...(paidWith && (await otherMethod(payment, paidWith))),
    fundingBrand: charge?.funding?.brand ?? payment.fundingBrand,
    fundingLast4: charge?.funding?.last4 ?? payment.fundingLast4,
    captureBefore: seen.authorizedAt && holdEnd(payment, { authorizedAt: seen.authorizedAt, charge }),
    // Whatever was asked for, there is nothing left to be done about it.
    ...(ends && { asked: null, askedAmount: null }),
    ...nextSync(payment, seen, now),
  }
  const written = await recordPayment(payment, change, {
    ...moment({ payment, seen, before, after }),
    at: now,
    charge: ends ? charge : null,
    rereadMethod: payment.failure === null && seen.failure !== null,
    mail: before === after ? null : mailOf(after),
    decline: isDeclinedAway({ payment, seen, before, after })
      ? { code: seen.errorCode, advice: adviceCode ?? snapshot?.adviceCode ?? null, at: now }
      : null,
    isPaid,
    paidWith,
  })
  if (!written) return null
  // Without a saved method there is nothing more to read, unless it has just been saved.
  return written.paymentMethodId || paidWith ? findPayment(payment.id) : { ...written, paymentMethod: null }
}

// Each card network has its own time (https://docs.stripe.com/payments/place-a-hold-on-a-payment-method).
function holdEnd(
  { captureBefore }: FoundPayment,
  { authorizedAt, charge }: { authorizedAt: Date; charge: ChargeSnapshot | null },
): Date {
  return charge?.captureBefore ?? captureBefore ?? addSeconds(authorizedAt, HOLD_SECONDS)
}

// A hold that was released had gone through before, whether we heard of that or not.
function wentThrough(state: PaymentState): boolean {
  return state === 'paid' || state === 'authorized' || state === 'released'
}

// A customer who pays themselves sees what became of it. What was being processed may be a further try of the shop's, even
// after they had begun to; their own window at Amazon has closed by then, and says nothing about it.
function isDeclinedAway({ payment, before, after }: Change): boolean {
  const isDeclined = after === 'declined' || after === 'expired'
  return isDeclined && before !== after && (payment.offSession || before === 'processing')
}

// What the customer hears about by mail.
function mailOf(state: PaymentState) {
  switch (state) {
    case 'paid':
      return 'receipt'
    case 'authorized':
      return 'hold_placed'
    case 'released':
      return 'hold_released'
    default:
      return null
  }
}

type Change = { payment: FoundPayment; seen: Seen; before: PaymentState; after: PaymentState }

// What the timeline says about the change, if anything.
function moment({ payment, seen, before, after }: Change): { action: string | null; detail: string | null } {
  if (payment.stripePaymentIntentId === null && seen.stripePaymentIntentId !== null) {
    if (after === 'charging' || after === 'open')
      return { action: 'payment.create', detail: seen.stripePaymentIntentId }
  }
  if (before === after) return { action: null, detail: null }
  const words = [seen.errorMessage, seen.errorCode && `(${seen.errorCode})`].filter(Boolean).join(' ')
  return { action: `payment.${after}`, detail: words || null }
}

function seenIn(payment: FoundPayment, snapshot: PaymentIntentSnapshot, now: Date): Seen {
  const { stripePaymentIntentId, status, charge } = snapshot
  const redirectExpiresAt = redirectEnd(payment, snapshot, now)
  const seen = {
    stripePaymentIntentId,
    status,
    redirectExpiresAt,
    stripeChargeId: charge?.stripeChargeId ?? null,
    fee: charge?.settlement?.fee ?? null,
    methodType: charge?.methodType ?? payment.methodType,
    authorizedAt: payment.captureMethod === 'manual' ? (payment.authorizedAt ?? charge?.chargedAt ?? null) : null,
    amountReceived: status === 'succeeded' ? snapshot.amountReceived : null,
    cancellationReason: snapshot.cancellationReason,
  }
  const { errorCode: code, errorMessage: words } = snapshot
  if (snapshot.failed || hasFallenBack(payment, snapshot)) {
    // When the news of this very attempt first reached us decides between "declined" and "expired", so it is kept.
    const isSame = isSameTime(payment.redirectExpiresAt, redirectExpiresAt)
    const failedAt = isSame ? (payment.failedAt ?? now) : now
    return { ...seen, failure: 'declined', failedAt, errorCode: code, errorMessage: words }
  }
  // Stripe clears the error at any later change of the intent. What failed stays failed until the status moves on; one that
  // is closed afterwards stays a failed one, for the customer and for the merchant.
  const isKept = status === payment.status || status === 'canceled'
  const { failure, failedAt, errorCode, errorMessage } = payment
  const none = { failure: null, failedAt: null, errorCode: null, errorMessage: null }
  return { ...seen, ...(isKept ? { failure, failedAt, errorCode, errorMessage } : none) }
}

// Stripe does not say when a redirect began, but makes a new method with each; a saved one is as old as it is.
function redirectEnd(payment: FoundPayment, { status, paymentMethod }: PaymentIntentSnapshot, now: Date): Date | null {
  const isSaved = paymentMethod?.stripePaymentMethodId === payment.paymentMethod?.stripePaymentMethodId
  if (paymentMethod && !isSaved) return addSeconds(paymentMethod.madeAt, REDIRECT_SECONDS)
  const hasLeft = status === 'requires_action' && payment.status !== 'requires_action'
  return hasLeft ? addSeconds(now, REDIRECT_SECONDS) : payment.redirectExpiresAt
}

// From being processed, or from the customer's hands, an intent comes back to waiting only by failing, whatever became of
// the error meanwhile.
function hasFallenBack({ status: before }: FoundPayment, { status: after }: PaymentIntentSnapshot): boolean {
  const wasUnderWay = before === 'processing' || before === 'requires_action'
  return wasUnderWay && (after === 'requires_payment_method' || after === 'requires_confirmation')
}

function isNoNews(payment: FoundPayment, { failedAt, redirectExpiresAt, authorizedAt, ...seen }: Seen): boolean {
  const names = Object.keys(seen) as (keyof typeof seen)[] // Object.keys forgets the names it was given.
  const times = { failedAt, redirectExpiresAt, authorizedAt }
  const timeNames = Object.keys(times) as (keyof typeof times)[]
  return (
    names.every((name) => payment[name] === seen[name]) &&
    timeNames.every((name) => isSameTime(payment[name], times[name]))
  )
}

function isSameTime(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime()
}

// A success or a hold without its charge says too little to be recorded; a later reading has both.
function isHalfDone({ status, charge }: PaymentIntentSnapshot): boolean {
  return (status === 'succeeded' || status === 'requires_capture') && charge === null
}

// A failure waits for a person and an end is an end. A success waits for its fee, everything else for Stripe. A customer
// may try again behind our back, in a page that is still open: their own payment is looked after for another day.
function nextSync(payment: FoundPayment, { status, failure, fee }: Seen, now: Date): PaymentChange {
  const isOver = status === 'canceled' || (status === 'succeeded' && fee !== null)
  if (isOver || (payment.offSession && failure !== null)) return { nextSyncAt: null }
  if (status === payment.status) return {}
  const customerIsAway = status === 'requires_action' ? 'requires_action' : null
  return { nextSyncAt: addSeconds(now, sweepDelaySeconds(0, customerIsAway)), syncCount: 0 }
}
