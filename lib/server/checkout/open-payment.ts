import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '@/lib/domain/errors'
import { paymentState } from '@/lib/domain/payment-status'
import { forgetIfGone } from '../customers/forget-if-gone'
import { causesOf, log } from '../logger'
import { pendingMandate } from '../mandates/store'
import { newId } from '../new-id'
import { recordFailure, recordSnapshot } from '../payments/record-snapshot'
import { findPayment, type FoundPayment, renewKey } from '../payments/store'
import { type Synced, syncOpenPayment } from '../payments/sync-payment'
import { classOf, isStoredFailure, wordsOf } from '../stripe/errors'
import type { OpenPaymentIntent } from '../stripe/payment-intent-snapshot'
import { allowChoice, createPaymentIntent, setSaving } from '../stripe/payment-intents'
import { requireSameAccount } from '../stripe/same-account'
import { notPayable } from './start-payment'

const CONFLICT_MS = 10_000

/** A payment with the intent its customer goes on with. */
export type OpenPayment = { payment: FoundPayment; intent: OpenPaymentIntent }

/**
 * Makes the PaymentIntent of a payment, or reads the one it has, and says at Stripe whether Amazon Pay is saved. When Stripe
 * did not answer, a repeated request runs it again with the same key and gets the same intent. Throws
 * `payment_provider_unavailable` while the outcome is unknown, `order_paid` or `payment_in_progress` when there is nothing
 * left to confirm, `amazon_pay_unavailable`, `payment_provider_refused`.
 */
export async function openPayment(paymentId: string, made: FoundPayment | null = null): Promise<OpenPayment> {
  const { payment, intent: read } = (await make(paymentId, made)) ?? (await reopen(paymentId))
  // What pays an invoice is as Stripe made it, and can't be changed (https://docs.stripe.com/api/invoice-payment/object).
  if (payment.invoiceId !== null) return { payment, intent: read }
  const intent = await alignMethods(payment, read)
  if (!intent.snapshot.offers.includes('amazon_pay')) {
    log.error({ paymentId }, 'payment.no_amazon_pay')
    throw new AppError('amazon_pay_unavailable', 'Amazon Pay is not switched on for this shop.')
  }
  // Nothing was agreed to when it was made. Whoever does so meanwhile tells Stripe themselves.
  if (made && !intent.snapshot.savesMethod) return { payment, intent }
  return { payment, intent: await alignSaving(payment, intent) }
}

// An intent that was made to charge a saved method takes nothing else. One with a statement descriptor stays so: Stripe refuses
// the descriptor where cards are allowed, and documents no way to take it off again.
async function alignMethods(payment: FoundPayment, intent: OpenPaymentIntent): Promise<OpenPaymentIntent> {
  const { allowsChoice, stripePaymentIntentId } = intent.snapshot
  if (allowsChoice || payment.statementDescriptor !== null) return intent
  return allowChoice({ stripePaymentIntentId, idempotencyKey: `allow_choice:${payment.id}:${newId()}` })
}

// Null when there is an intent already.
async function make(paymentId: string, made: FoundPayment | null): Promise<OpenPayment | null> {
  for (let end = Date.now() + CONFLICT_MS, known = made; ; known = null, await pause(100)) {
    const payment = known ?? (await findPayment(paymentId))
    if (!payment) throw new Error(`Payment ${paymentId} disappeared.`)
    if (payment.stripePaymentIntentId !== null || payment.status !== null) return null
    if (payment.invoiceId !== null) throw new AppError('payment_provider_unavailable', 'Please ask again.')
    await requireSameAccount(payment)
    try {
      const intent = await create(payment)
      const recorded = await recordSnapshot(payment, intent.snapshot)
      if (recorded) return { payment: recorded, intent }
      // A webhook or another request was faster. Unless it knew of the intent, the same key brings the same answer again.
    } catch (error) {
      // The same request is under way at Stripe, sent by another of ours: its answer is ours too.
      if (classOf(error) !== 'retry_later' || Date.now() > end) throw error
    }
  }
}

async function create(payment: FoundPayment): Promise<OpenPaymentIntent> {
  const { id: paymentId, orderId, createKey: idempotencyKey, amount, currency } = payment
  const { stripeCustomerId, stripeCustomerAccountId } = payment
  const named = { stripeCustomerId, stripeCustomerAccountId }
  const terms = { amount, currency, captureMethod: payment.captureMethod, statementDescriptor: null, savedType: null }
  try {
    return await createPaymentIntent({ paymentId, orderId, idempotencyKey, ...named, ...terms })
  } catch (error) {
    throw await afterFailedCreate(payment, error)
  }
}

async function afterFailedCreate(payment: FoundPayment, error: unknown): Promise<unknown> {
  const failed = classOf(error)
  if (failed === 'misused') log.error({ paymentId: payment.id, error: causesOf(error) }, 'payment.create_misused')
  if (failed === 'refused' || failed === 'declined') {
    const isGone = await forgetIfGone(error, payment.customerId, payment)
    // Stripe's no is an answer: this attempt is over, and the next request makes another.
    await recordFailure(payment, { failure: 'refused', ...wordsOf(error) })
    if (isGone) return new AppError('payment_provider_unavailable', 'Please ask again.', { cause: error })
  }
  // Stripe repeats a stored 500 for a day. An intent that was made all the same does no harm: nobody can confirm it.
  if (isStoredFailure(error)) await renewKey(payment, 'createKey', payment.createKey)
  return error
}

async function reopen(paymentId: string): Promise<OpenPayment> {
  const synced: Synced | null = await syncOpenPayment(paymentId)
  if (!synced) throw new Error(`Payment ${paymentId} disappeared.`)
  const { payment, intent } = synced
  switch (paymentState(payment)) {
    case 'open':
    case 'declined':
    case 'expired':
    case 'refused':
      if (intent) return { payment, intent }
      throw new AppError('payment_provider_unavailable', 'Please ask again.')
    case 'needs_customer':
    case 'processing':
      throw notPayable('in_progress')
    case 'canceled':
    case 'released':
    case 'starting':
    case 'charging':
      // It ended while we looked: asking again makes another.
      throw new AppError('payment_provider_unavailable', 'Please ask again.')
    case 'authorized':
    case 'paid':
    case 'refunded':
      throw notPayable('paid')
  }
}

// Saving is said after the create, whose parameters have to stay the same under its key. What Stripe has been told must be what our rows say in the end: two tabs may tick and untick at once.
async function alignSaving(payment: FoundPayment, first: OpenPaymentIntent): Promise<OpenPaymentIntent> {
  let intent = first
  for (let tries = 0; tries < 10; tries++) {
    const saves = (await pendingMandate(payment.id)) !== null
    if (intent.snapshot.savesMethod === saves) return intent
    const { stripePaymentIntentId } = intent.snapshot
    intent = await setSaving({ stripePaymentIntentId, saves, idempotencyKey: `save:${payment.id}:${newId()}` })
  }
  throw new AppError('payment_in_progress', 'This payment keeps changing. Please ask again.')
}
