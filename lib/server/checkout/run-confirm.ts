import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { paymentState } from '@/lib/domain/payment-status'
import { addSeconds, businessNow } from '../clock'
import { DONE, type Ending, type Lease, NeedsPerson } from '../jobs/lease'
import { pendingMandate } from '../mandates/store'
import { newId } from '../new-id'
import { returnUrl } from '../payment-methods/dto'
import { recordFailure, recordSnapshot } from '../payments/record-snapshot'
import { findPayment, type FoundPayment, renewKey } from '../payments/store'
import { syncPayment } from '../payments/sync-payment'
import { classOf, isStoredFailure, wordsOf } from '../stripe/errors'
import { cancelPaymentIntent, confirmOnSession } from '../stripe/payment-intents'
import { acceptanceFrom } from './acceptance'
import { openPayment } from './open-payment'

/** How long we go on confirming for somebody who pressed the button, in seconds; after that, they are not here any more. */
const CONFIRM_SECONDS = 600

/**
 * Confirms a payment for a customer who is here, without their browser's help: with a saved method, or by sending them to
 * Amazon. The request that asked for it runs this inline; when Stripe did not answer, the worker runs it again with the same
 * key, which gives the same answer. A PaymentIntent succeeds at most once. A decline is an outcome and ends it.
 */
export async function runConfirm(paymentId: string, lease: Lease): Promise<Ending> {
  const before = await found(paymentId)
  const askedAt = before.confirmAskedAt ?? before.createdAt
  if ((await businessNow()) > addSeconds(askedAt, CONFIRM_SECONDS)) return callOff(before)
  await lease.renew()
  const payment = await opened(paymentId)
  if (!payment) return DONE
  await lease.renew()
  await confirm(payment)
  return DONE
}

// Null when somebody was faster: it is paid, or in the customer's hands.
async function opened(paymentId: string): Promise<FoundPayment | null> {
  try {
    return (await openPayment(paymentId)).payment
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'order_paid' || error.code === 'payment_in_progress') return null
    // Stripe's no to the create is written down already; to anything else, a person has to say what is wrong.
    if (error.code === 'payment_provider_refused') {
      if ((await found(paymentId)).failure) return null
      throw new NeedsPerson('Stripe would not take what comes before the confirm.', error)
    }
    if (error.code !== 'amazon_pay_unavailable') throw error
    await fail(await found(paymentId), { errorCode: null, errorMessage: 'Amazon Pay can’t be used for this payment.' })
    return null
  }
}

async function confirm(payment: FoundPayment): Promise<void> {
  const { id, stripePaymentIntentId, confirmKey: idempotencyKey, paymentMethod } = payment
  if (!stripePaymentIntentId) throw new Error(`Payment ${id} has no intent to confirm.`)
  // What may have changed while the command waited is asked right before the call that matters.
  // An earlier try may still be on its way to Stripe, so the intent is ended and not just left alone.
  if (paymentMethod && paymentMethod.status !== 'active') return void (await callOff(payment))
  const stripePaymentMethodId = paymentMethod?.stripePaymentMethodId ?? null
  // What is saved already rests on the agreement it came with.
  const acceptance = stripePaymentMethodId ? null : await acceptanceOf(payment)
  try {
    const { snapshot } = await confirmOnSession({
      stripePaymentIntentId,
      stripePaymentMethodId,
      returnUrl: returnUrl(id),
      acceptance,
      idempotencyKey,
    })
    // A repeated answer may be older than what has happened since: what is true is at Stripe.
    if (!(await recordSnapshot(payment, snapshot))) await syncPayment(id)
  } catch (error) {
    await afterFailedConfirm(payment, error)
  }
}

async function afterFailedConfirm(payment: FoundPayment, error: unknown): Promise<void> {
  const failed = classOf(error)
  const now = await syncPayment(payment.id)
  if (!now) throw new Error(`Payment ${payment.id} disappeared.`)
  const isOpen = paymentState(now) === 'open'
  switch (failed) {
    case 'declined':
    case 'refused':
      if (isOpen) await recordFailure(now, { failure: failed, ...wordsOf(error) })
      return
    case 'unknown':
      if (!isWaiting(now)) return
      // A stored 500 and an intent that still waits are a definite answer: under this key nothing will happen.
      if (isStoredFailure(error)) await renewKey(payment, 'confirmKey', payment.confirmKey)
      throw error
    case 'misused':
      throw new NeedsPerson('Stripe would not take the request to confirm.', error)
    case 'retry_later':
    case null:
      throw error
  }
}

function isWaiting({ status }: FoundPayment): boolean {
  return status === null || status === 'requires_payment_method' || status === 'requires_confirmation'
}

// Nobody is charged long after they pressed the button: they may have gone and bought it elsewhere.
async function callOff(payment: FoundPayment): Promise<Ending> {
  // Stripe cancels what pays an invoice itself; it waits to be paid some other way.
  if (payment.invoiceId !== null) return syncPayment(payment.id).then(() => DONE)
  if (payment.stripePaymentIntentId) {
    const read = await syncPayment(payment.id)
    if (!read || !isWaiting(read)) return DONE
    try {
      await cancelPaymentIntent(payment.stripePaymentIntentId, `cancel:${payment.id}:${newId()}`)
    } catch (error) {
      if (classOf(error) !== 'refused') throw error
    }
    await syncPayment(payment.id)
    return DONE
  }
  await fail(payment, { errorCode: null, errorMessage: 'It could not be sent to Stripe in time.' })
  return DONE
}

async function fail(payment: FoundPayment, words: { errorCode: string | null; errorMessage: string }): Promise<void> {
  await recordFailure(payment, { failure: 'refused', ...words })
}

async function acceptanceOf({ id }: FoundPayment) {
  const mandate = await pendingMandate(id)
  return mandate && acceptanceFrom(mandate)
}

async function found(id: string): Promise<FoundPayment> {
  const payment = await findPayment(id)
  if (!payment) throw new Error(`Payment ${id} does not exist.`)
  return payment
}
