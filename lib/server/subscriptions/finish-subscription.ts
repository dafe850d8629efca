import 'server-only'
import { sweepDelaySeconds } from '@/lib/domain/setup-status'
import { addSeconds } from '../clock'
import { giveUpUnsent } from '../subscribing/run-subscribe'
import { claimDueSubscription, findSubscription } from './store'
import { syncSubscription } from './sync-subscription'

/**
 * One turn of the sweep for one subscription: read it from Stripe with its invoices, even if every webhook was lost. Making
 * it is left to its command; if that was given up and a day has passed, nobody makes it any more.
 */
export async function finishSubscription(id: string, now: Date): Promise<void> {
  const subscription = await findSubscription(id)
  if (!subscription) return
  const next = addSeconds(now, sweepDelaySeconds(subscription.syncCount, null))
  if (!(await claimDueSubscription(id, { now, next }))) return
  if (subscription.stripeSubscriptionId || (await giveUpUnsent(subscription, now))) await syncSubscription(id)
}
