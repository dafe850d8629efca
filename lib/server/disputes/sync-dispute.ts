import 'server-only'
import { addSeconds, businessNow } from '../clock'
import { log } from '../logger'
import { retrieveDispute } from '../stripe/disputes'
import { requireSameAccount } from '../stripe/same-account'
import { claimDueDispute, findPaymentOf, recordDispute } from './store'

// A decision takes weeks (https://docs.stripe.com/disputes), and events tell of it.
const DAY_SECONDS = 24 * 3600
const DECIDED = ['won', 'lost', 'warning_closed', 'prevented']

/** Copies a Dispute's present state from Stripe. Not one of ours: nothing to do. */
export async function syncDispute(stripeDisputeId: string): Promise<void> {
  const snapshot = await retrieveDispute(stripeDisputeId)
  const { stripePaymentIntentId, status } = snapshot
  const payment = stripePaymentIntentId && (await findPaymentOf(stripePaymentIntentId))
  if (!payment) return log.warn({ stripeDisputeId }, 'dispute.unknown')
  await requireSameAccount(payment)
  const at = await businessNow()
  const nextSyncAt = DECIDED.includes(status) ? null : addSeconds(at, DAY_SECONDS)
  await recordDispute({ snapshot, paymentId: payment.id, at, nextSyncAt })
}

/** One turn of the sweep for one dispute. */
export async function finishDispute(stripeDisputeId: string, now: Date): Promise<void> {
  const next = addSeconds(now, DAY_SECONDS)
  if (await claimDueDispute(stripeDisputeId, { now, next })) await syncDispute(stripeDisputeId)
}
