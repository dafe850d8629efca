import 'server-only'
import { businessNow } from '../clock'
import { DONE, type Ending, type Lease, NeedsPerson } from '../jobs/lease'
import { recordSnapshot } from '../payments/record-snapshot'
import type { FoundPayment } from '../payments/store'
import { syncPayment } from '../payments/sync-payment'
import { classOf, isStoredFailure, wordsOf } from '../stripe/errors'
import type { OpenPaymentIntent } from '../stripe/payment-intent-snapshot'
import { cancelPaymentIntent, capturePaymentIntent } from '../stripe/payment-intents'
import { recordRefusedCommand, renewCommand } from './store'

/**
 * Carries out what the merchant asked of a payment. What is true is at Stripe: it is read first, and again after any answer
 * that leaves a doubt. A payment is captured once at most, whatever is repeated.
 */
export async function runCommand(paymentId: string, what: 'capture' | 'cancel', lease: Lease): Promise<Ending> {
  const payment = await read(paymentId)
  // An end takes the command off: somebody else did it, or it can't be done any more.
  if (payment.asked !== what) return DONE
  await lease.renew()
  try {
    const { snapshot } = await send(payment, what)
    if (!(await recordSnapshot(payment, snapshot))) await read(paymentId)
  } catch (error) {
    await afterFailure(await read(paymentId), what, error)
  }
  return DONE
}

function send(payment: FoundPayment, what: 'capture' | 'cancel'): Promise<OpenPaymentIntent> {
  const { id, stripePaymentIntentId, askedAmount: amount, askedTry } = payment
  if (!stripePaymentIntentId) throw new Error(`Payment ${id} has no intent.`)
  const idempotencyKey = `${what}:${id}:${askedTry}`
  if (what === 'cancel') return cancelPaymentIntent(stripePaymentIntentId, idempotencyKey, 'requested_by_customer')
  if (amount === null) throw new Error(`Payment ${id} has no amount to capture.`)
  return capturePaymentIntent({ stripePaymentIntentId, amount, idempotencyKey })
}

async function afterFailure(payment: FoundPayment, what: 'capture' | 'cancel', error: unknown): Promise<void> {
  if (payment.asked !== what) return
  switch (classOf(error)) {
    case 'declined':
    case 'refused': {
      const { errorMessage, errorCode } = wordsOf(error)
      const detail = [errorMessage, errorCode && `(${errorCode})`].filter(Boolean).join(' ')
      return recordRefusedCommand(payment, { what, detail, at: await businessNow() })
    }
    case 'misused':
      throw new NeedsPerson(`Stripe would not take the request to ${what}.`, error)
    case 'unknown':
      // A stored 500 and an unchanged intent are a definite answer: nothing happened, and under this key nothing will.
      if (isStoredFailure(error)) await renewCommand(payment)
      throw error
    case 'retry_later':
    case null:
      throw error
  }
}

async function read(id: string): Promise<FoundPayment> {
  const payment = await syncPayment(id)
  if (!payment) throw new Error(`Payment ${id} does not exist.`)
  return payment
}
