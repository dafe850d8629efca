import 'server-only'
import { businessNow, addSeconds } from '../clock'
import { DONE, type Ending } from '../jobs/lease'
import { log } from '../logger'
import { isTheirs } from '../stripe/customer-ids'
import { retrievePaymentIntent } from '../stripe/payment-intents'
import { adoptMethod, findPayment, giveUpSaving } from './store'

// How long a payment may have succeeded before its method is attached; afterwards it has been removed again.
const ATTACH_SECONDS = 600

/**
 * Saves what a customer paid with and agreed to have saved, where Stripe had not attached it yet when the payment went
 * through. Afterwards the method belongs to our customer and has its row, or the agreement is taken back.
 */
export async function runAdoptMethod(paymentId: string): Promise<Ending> {
  const payment = await findPayment(paymentId)
  if (!payment?.stripePaymentIntentId) throw new Error(`Payment ${paymentId} has no intent.`)
  const { snapshot } = await retrievePaymentIntent(payment.stripePaymentIntentId)
  const { paymentMethod: paidWith } = snapshot
  const at = await businessNow()
  if (paidWith && isTheirs(paidWith, payment)) {
    await adoptMethod(payment, { paidWith, at })
    return DONE
  }
  const since = payment.authorizedAt ?? payment.paidAt ?? payment.createdAt
  if (at < addSeconds(since, ATTACH_SECONDS)) return { done: false, waitSeconds: 2 }
  log.error({ paymentId }, 'payment.not_attached')
  await giveUpSaving(payment, at)
  return DONE
}
