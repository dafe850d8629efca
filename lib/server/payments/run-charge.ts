import 'server-only'
import { paymentState } from '@/lib/domain/payment-status'
import { addSeconds, businessNow } from '../clock'
import { forgetIfGone } from '../customers/forget-if-gone'
import { DONE, type Ending, type Lease, NeedsPerson } from '../jobs/lease'
import { adviceOf, classOf, isStoredFailure, wordsOf } from '../stripe/errors'
import type { OpenPaymentIntent, PaymentIntentSnapshot } from '../stripe/payment-intent-snapshot'
import { cancelPaymentIntent, confirmOffSession, createPaymentIntent } from '../stripe/payment-intents'
import { newId } from '../new-id'
import { requireSameAccount } from '../stripe/same-account'
import { KEY_SECONDS, NEVER_SENT, recordFailure, recordSnapshot } from './record-snapshot'
import { findPayment, type FoundPayment, renewKey } from './store'
import { syncPayment } from './sync-payment'

/**
 * Charges a saved method: create, persist, confirm, record. The request that asked for it runs this inline; when Stripe did
 * not answer, or a process died anywhere, the worker runs it again and it goes on where the row says it stands. A
 * PaymentIntent succeeds at most once, so repeating any step charges nobody twice. A decline is an outcome and ends it.
 * Throws whatever kept it from finishing: the outcome is unknown then, and the command has to run again.
 */
export async function runCharge(paymentId: string, lease: Lease): Promise<Ending> {
  let payment = await found(paymentId)
  await requireSameAccount(payment)
  // Whoever began before us may have left something unsaid: it is at Stripe.
  if (payment.stripePaymentIntentId) payment = await read(payment)
  if (paymentState(payment) === 'starting') payment = await step(payment, lease, create)
  if (paymentState(payment) === 'charging') payment = await step(payment, lease, confirm)
  const state = paymentState(payment)
  if (state === 'starting' || state === 'charging') throw new Error(`Payment ${paymentId} is still ${state}.`)
  return DONE
}

// What may have changed while the command waited is asked right before each call that matters.
async function step(
  { id, ...before }: FoundPayment,
  lease: Lease,
  call: (payment: FoundPayment) => Promise<FoundPayment>,
): Promise<FoundPayment> {
  await lease.renew()
  const payment = await found(id)
  const state = paymentState(before)
  // A webhook or the sweep may have been faster; then there is something else to do, or nothing.
  if (paymentState(payment) !== state) return payment
  const isAllowed = payment.paymentMethod?.mandates.some(
    ({ status, usage }) => status === 'active' && usage === 'off_session',
  )
  if (!isAllowed) return callOff(payment, 'The permission had ended before it was charged.')
  // A create is not repeated once Stripe may have forgotten its key, and nobody is charged a day after they were meant to be.
  if (payment.createdAt <= addSeconds(await businessNow(), -KEY_SECONDS)) return callOff(payment, NEVER_SENT)
  return call(payment)
}

async function create(payment: FoundPayment): Promise<FoundPayment> {
  const { id: paymentId, orderId, createKey: idempotencyKey, amount, currency } = payment
  const { stripeCustomerId, stripeCustomerAccountId, statementDescriptor, captureMethod } = payment
  const terms = { amount, currency, statementDescriptor, captureMethod, savedType: typeOf(payment) }
  const named = { stripeCustomerId, stripeCustomerAccountId }
  const asked = { paymentId, orderId, idempotencyKey, ...named, ...terms }
  const answer = await answerOf(() => createPaymentIntent(asked))
  return 'error' in answer ? afterFailedCreate(payment, answer.error) : recordCreated(payment, answer.snapshot)
}

async function afterFailedCreate(payment: FoundPayment, error: unknown): Promise<FoundPayment> {
  const failed = classOf(error)
  switch (failed) {
    case 'declined':
    case 'refused':
      await forgetIfGone(error, payment.customerId, payment)
      return fail(payment, 'refused', wordsOf(error))
    case 'unknown':
      // Stripe repeats a stored 500 for a day. An intent that was made all the same does no harm: nobody can confirm it.
      if (isStoredFailure(error)) await renewKey(payment, 'createKey', payment.createKey)
      throw error
    case 'misused':
      throw new NeedsPerson('Stripe would not take the request to create a payment intent.', error)
    case 'retry_later':
    case null:
      throw error
  }
}

async function recordCreated(payment: FoundPayment, snapshot: PaymentIntentSnapshot): Promise<FoundPayment> {
  // A webhook may have been faster: then the row has it already, and what is true is at Stripe.
  const recorded = (await recordSnapshot(payment, snapshot)) ?? (await read(payment))
  if (snapshot.offers.includes(typeOf(payment))) return recorded
  const method = typeOf(payment) === 'amazon_pay' ? 'Amazon Pay' : 'This kind of method'
  return refuse(recorded, `${method} can’t be used for this payment: check the currency and that it is switched on.`)
}

function typeOf({ id, paymentMethod }: FoundPayment): string {
  if (!paymentMethod) throw new Error(`Payment ${id} has nothing to be charged with.`)
  return paymentMethod.type
}

async function confirm(payment: FoundPayment): Promise<FoundPayment> {
  const { stripePaymentIntentId, confirmKey: idempotencyKey, paymentMethod } = payment
  if (!stripePaymentIntentId || !paymentMethod) throw new Error(`Payment ${payment.id} has nothing to be confirmed.`)
  const { stripePaymentMethodId } = paymentMethod
  const answer = await answerOf(() =>
    confirmOffSession({ stripePaymentIntentId, stripePaymentMethodId, idempotencyKey }),
  )
  if ('error' in answer) return afterFailedConfirm(payment, answer.error)
  return (await recordSnapshot(payment, answer.snapshot)) ?? read(payment)
}

// Whatever Stripe answered, what is true is at Stripe: the payment may have succeeded before. Only if the intent shows no
// end, the answer counts.
async function afterFailedConfirm(payment: FoundPayment, error: unknown): Promise<FoundPayment> {
  const failed = classOf(error)
  switch (failed) {
    case 'declined':
    case 'refused':
      return fail(await read(payment), failed, { ...wordsOf(error), adviceCode: adviceOf(error) })
    case 'unknown': {
      const now = await read(payment)
      if (paymentState(now) !== 'charging') return now
      // A stored 500 and an unchanged intent are a definite answer: nothing happened, and under this key nothing will.
      if (isStoredFailure(error)) await renewKey(payment, 'confirmKey', payment.confirmKey)
      throw error
    }
    case 'misused':
      throw new NeedsPerson('Stripe would not take the request to confirm.', error)
    case 'retry_later':
    case null:
      throw error
  }
}

// An earlier confirm may still be under way at Stripe, unheard. A canceled intent can't be paid by it any more; one that can't
// be canceled is about to be paid, and says so when it is read.
async function callOff(payment: FoundPayment, errorMessage: string): Promise<FoundPayment> {
  const { id, stripePaymentIntentId } = payment
  if (stripePaymentIntentId === null) return refuse(payment, errorMessage)
  try {
    await cancelPaymentIntent(stripePaymentIntentId, `cancel:${id}:${newId()}`)
  } catch (error) {
    if (classOf(error) !== 'refused') throw error
    return read(payment)
  }
  await refuse(payment, errorMessage)
  return read(payment)
}

function refuse(payment: FoundPayment, errorMessage: string): Promise<FoundPayment> {
  return fail(payment, 'refused', { errorCode: null, errorMessage })
}

// A payment that is not waiting any more keeps the end it has.
async function fail(
  payment: FoundPayment,
  failure: 'declined' | 'refused',
  words: { errorCode: string | null; errorMessage: string; adviceCode?: string | null },
): Promise<FoundPayment> {
  for (let now = payment; ; now = await read(now)) {
    const state = paymentState(now)
    if (state !== 'starting' && state !== 'charging') return now
    const written = await recordFailure(now, { failure, ...words })
    if (written) return written
  }
}

type Answer = { snapshot: PaymentIntentSnapshot } | { error: unknown }

async function answerOf(call: () => Promise<OpenPaymentIntent>): Promise<Answer> {
  try {
    return { snapshot: (await call()).snapshot }
  } catch (error) {
    return { error }
  }
}

async function read({ id }: FoundPayment): Promise<FoundPayment> {
  const payment = await syncPayment(id)
  if (!payment) throw new Error(`Payment ${id} disappeared.`)
  return payment
}

async function found(id: string): Promise<FoundPayment> {
  const payment = await findPayment(id)
  if (!payment) throw new Error(`Payment ${id} does not exist.`)
  return payment
}
