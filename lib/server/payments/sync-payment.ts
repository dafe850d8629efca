import 'server-only'
import { log } from '../logger'
import { isMissing } from '../stripe/errors'
import type { OpenPaymentIntent } from '../stripe/payment-intent-snapshot'
import { retrievePaymentIntent } from '../stripe/payment-intents'
import { requireSameAccount } from '../stripe/same-account'
import { isOurs, recordGone, recordSnapshot } from './record-snapshot'
import { findPayment, findPaymentByStripeId, type FoundPayment } from './store'

/**
 * Copies a PaymentIntent's present state from Stripe. The worker, webhooks and the sweep all call it, in any order and at
 * once: it is safe to repeat. Gives the row as it is afterwards; null when there is no such payment.
 */
export async function syncPayment(paymentId: string): Promise<FoundPayment | null> {
  return (await syncOpenPayment(paymentId))?.payment ?? null
}

export type Synced = {
  payment: FoundPayment
  /** The intent as it was read just now; null when the payment is settled, has none, or it is gone. */
  intent: OpenPaymentIntent | null
}

/** The same for those who go on with the payment: what the browser needs was read in the same breath. */
export async function syncOpenPayment(paymentId: string): Promise<Synced | null> {
  const payment = await findPayment(paymentId)
  return payment && syncFound(payment)
}

/** The same for an event, which knows Stripe's id and perhaps ours from the metadata. Not one of ours: nothing to do. */
export async function syncPaymentByStripeId(stripePaymentIntentId: string, paymentId: string | null): Promise<void> {
  const payment = await findPaymentByStripeId(stripePaymentIntentId, paymentId)
  if (!payment) return log.warn({ stripePaymentIntentId }, 'payment.unknown')
  await syncFound(payment, stripePaymentIntentId)
}

async function syncFound(first: FoundPayment, adopted?: string): Promise<Synced> {
  await requireSameAccount(first)
  for (let payment: FoundPayment | null = first, tries = 0; payment; payment = await findPayment(first.id), tries++) {
    const stripePaymentIntentId = payment.stripePaymentIntentId ?? adopted
    if (isSettled(payment) || !stripePaymentIntentId) return { payment, intent: null }
    const intent = await retrieveUnlessGone(stripePaymentIntentId, payment)
    if (intent && payment.stripePaymentIntentId === null && !isOurs(payment, intent.snapshot)) {
      log.warn({ paymentId: payment.id, stripePaymentIntentId }, 'payment.foreign_intent')
      return { payment, intent: null }
    }
    const written = intent ? await recordSnapshot(payment, intent.snapshot) : await recordGone(payment)
    if (written) return { payment: written, intent }
    if (tries > 20) throw new Error(`Payment ${first.id} keeps changing.`)
  }
  throw new Error(`Payment ${first.id} disappeared.`)
}

// A succeeded payment is read again until Stripe has told its fee.
function isSettled({ status, fee }: FoundPayment): boolean {
  return status === 'canceled' || (status === 'succeeded' && fee !== null)
}

async function retrieveUnlessGone(
  stripePaymentIntentId: string,
  { id: paymentId }: FoundPayment,
): Promise<OpenPaymentIntent | null> {
  try {
    return await retrievePaymentIntent(stripePaymentIntentId)
  } catch (error) {
    if (!isMissing(error)) throw error
    log.warn({ paymentId, stripePaymentIntentId }, 'payment.gone')
    return null
  }
}
