import 'server-only'
import { businessNow } from '../clock'
import { DONE, type Ending, type Lease, NeedsPerson } from '../jobs/lease'
import { classOf, isStoredFailure, wordsOf } from '../stripe/errors'
import { cancelSubscription, updateSubscription, voidInvoice } from '../stripe/subscriptions'
import { type FoundSubscription, mayCharge } from '../subscriptions/store'
import { syncSubscription } from '../subscriptions/sync-subscription'
import { endChange, renewChange } from './store'

/**
 * Carries out what a customer asked of a subscription. What is true is at Stripe: it is read first, and again after any
 * answer; repeating any of these changes nothing more.
 */
export async function runChange(subscriptionId: string, lease: Lease): Promise<Ending> {
  const subscription = await read(subscriptionId)
  if (!subscription.asked) return DONE
  // It went through unheard, or there is nothing left to be changed.
  if (isSo(subscription) || subscription.endedAt) return ended(subscription)
  if (subscription.asked === 'method' && !mayCharge(subscription.askedMethod))
    return ended(subscription, 'The permission had ended before it was used.')
  await lease.renew()
  try {
    await send(subscription)
  } catch (error) {
    const refusal = await afterFailure(await read(subscriptionId), error)
    return refusal === null ? DONE : ended(subscription, refusal)
  }
  await read(subscriptionId)
  return ended(subscription)
}

/** Whether a subscription is as it was asked to be. */
export function isSo({ asked, askedMethodId, ...row }: FoundSubscription): boolean {
  switch (asked) {
    case 'cancel_now':
      return row.endedAt !== null
    case 'cancel_at_period_end':
      return row.cancelAtPeriodEnd
    case 'keep':
      return !row.cancelAtPeriodEnd
    case 'method':
      return row.paymentMethodId === askedMethodId
    case null:
      return true
  }
}

async function send(subscription: FoundSubscription): Promise<void> {
  const { id, stripeSubscriptionId, asked, askedTry, askedMethod } = subscription
  if (!stripeSubscriptionId) throw new Error(`Subscription ${id} is not at Stripe.`)
  const key = `change:${id}:${askedTry}`
  if (asked === 'cancel_now') {
    await takeBackFirst(subscription, key)
    return cancelSubscription(stripeSubscriptionId, key)
  }
  if (asked !== 'method')
    return updateSubscription(stripeSubscriptionId, { cancel_at_period_end: asked === 'cancel_at_period_end' }, key)
  if (!askedMethod) throw new Error(`Subscription ${id} has no method to be paid with.`)
  const { stripePaymentMethodId: default_payment_method } = askedMethod
  return updateSubscription(stripeSubscriptionId, { default_payment_method }, key)
}

// What never began is not to be paid for in a page that is still open, at Amazon or here. Where the money is on its way
// already, Stripe refuses this, and it begins.
async function takeBackFirst({ status, invoices }: FoundSubscription, key: string): Promise<void> {
  if (status !== 'incomplete') return
  const open = invoices.find((invoice) => invoice.status === 'open')
  if (open?.stripeInvoiceId) await voidInvoice(open.stripeInvoiceId, `void:${key}`)
}

// Why Stripe would not do it; null when it is so all the same, by this call or another.
async function afterFailure(now: FoundSubscription, error: unknown): Promise<string | null> {
  switch (classOf(error)) {
    case 'declined':
    case 'refused': {
      if (isSo(now)) return ended(now).then(() => null)
      const { errorMessage, errorCode } = wordsOf(error)
      return [errorMessage, errorCode && `(${errorCode})`].filter(Boolean).join(' ')
    }
    case 'misused':
      throw new NeedsPerson('Stripe would not take the request to change a subscription.', error)
    case 'unknown':
      // A stored 500 is a definite answer for its key.
      if (isStoredFailure(error)) await renewChange(now)
      throw error
    case 'retry_later':
    case null:
      throw error
  }
}

async function ended(subscription: FoundSubscription, refusal?: string): Promise<Ending> {
  await endChange(subscription, await businessNow(), refusal)
  return DONE
}

async function read(id: string): Promise<FoundSubscription> {
  const subscription = await syncSubscription(id)
  if (!subscription) throw new Error(`Subscription ${id} does not exist.`)
  return subscription
}
