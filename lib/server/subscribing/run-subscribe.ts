import 'server-only'
import { addSeconds, businessNow } from '../clock'
import { forgetIfGone } from '../customers/forget-if-gone'
import { DONE, type Ending, type Lease, NeedsPerson } from '../jobs/lease'
import { hasJob } from '../jobs/store'
import { log } from '../logger'
import { newId } from '../new-id'
import { KEY_SECONDS, NEVER_SENT } from '../payments/record-snapshot'
import { isTheirs } from '../stripe/customer-ids'
import { classOf, isStoredFailure, wordsOf } from '../stripe/errors'
import { ensurePrice } from '../stripe/prices'
import { requireSameAccount } from '../stripe/same-account'
import type { SubscriptionSnapshot } from '../stripe/subscription-snapshot'
import {
  cancelSubscription,
  createSubscription,
  findSubscriptionAtStripe,
  retrieveSubscription,
  stopKeeping,
} from '../stripe/subscriptions'
import { findSubscription, type FoundSubscription, mayCharge } from '../subscriptions/store'
import { syncSubscription } from '../subscriptions/sync-subscription'
import { nameSubscription, recordRefused, renewSubscribeKey } from './store'

/**
 * Makes a subscription at Stripe, which charges at once unless it is free at first or paid first. The request that asked for
 * it runs this inline; when Stripe did not answer, or a process died anywhere, the worker runs it again under the same key.
 * Where a key is used up, or may be forgotten, Stripe is searched before anything is made: a second one would charge twice.
 * A first charge that is declined is an outcome. Throws whatever kept it from finishing.
 */
export async function runSubscribe(subscriptionId: string, lease: Lease): Promise<Ending> {
  const subscription = await found(subscriptionId)
  await requireSameAccount(subscription)
  if (subscription.endedAt) return endStray(subscription, lease)
  if (!subscription.stripeSubscriptionId) await make(subscription, lease)
  const after = await syncSubscription(subscriptionId)
  if (subscription.stripeSubscriptionId && after) await keepNoOther(after, lease)
  return DONE
}

// One that was given up here is not to go on being charged at Stripe. What it has charged is for a person to give back.
async function endStray(subscription: FoundSubscription, lease: Lease): Promise<Ending> {
  if (subscription.status !== null) return DONE
  const { id: subscriptionId } = subscription
  const stray = await findSubscriptionAtStripe(subscription, subscriptionId)
  if (!stray || stray.status === 'canceled' || stray.status === 'incomplete_expired') return DONE
  log.error({ subscriptionId, stripeSubscriptionId: stray.stripeSubscriptionId }, 'subscription.made_after_all')
  await lease.renew()
  await cancelSubscription(stray.stripeSubscriptionId, `end_stray:${subscriptionId}:${newId()}`)
  return DONE
}

// Whoever pays first has agreed to having that kept, and nothing else: an invoice that is declined later may be paid once
// with any card, by anybody who has the mail's link, and Stripe would go on with it.
async function keepNoOther({ id, stripeSubscriptionId, paymentMethodId }: FoundSubscription, lease: Lease) {
  if (!stripeSubscriptionId || !paymentMethodId) return
  const { status, keepsWhatPays } = await retrieveSubscription(stripeSubscriptionId)
  if (!keepsWhatPays || status === 'canceled' || status === 'incomplete_expired') return
  await lease.renew()
  await stopKeeping(stripeSubscriptionId, `stop_keeping:${id}:${newId()}`)
}

async function make(subscription: FoundSubscription, lease: Lease): Promise<void> {
  const hindrance = hindranceOf(subscription, await businessNow())
  // An earlier call may have been carried out unheard.
  if ((hindrance || numberOf(subscription) > 1) && (await adopt(subscription))) return
  if (hindrance) return refuse(subscription, { errorCode: null, errorMessage: hindrance })
  await lease.renew()
  try {
    const snapshot = await create(subscription, lease)
    if (snapshot) await keep(subscription, snapshot)
  } catch (error) {
    await afterFailure(subscription, error)
  }
}

// Why it is not to be made any more, in a sentence for the merchant.
function hindranceOf({ paymentMethodId, paymentMethod, createdAt }: FoundSubscription, now: Date): string | null {
  // Nobody is charged a day after they asked, and Stripe forgets keys after that time.
  if (createdAt <= addSeconds(now, -KEY_SECONDS)) return NEVER_SENT
  if (paymentMethodId && !mayCharge(paymentMethod)) return 'The permission had ended before it was charged.'
  return null
}

// Null when it is not to be made after all: what may have changed meanwhile is asked right before the call that charges.
async function create(subscription: FoundSubscription, lease: Lease): Promise<SubscriptionSnapshot | null> {
  const { id: subscriptionId, productId, product, amount, currency, interval, trialDays } = subscription
  const { stripeCustomerId, stripeCustomerAccountId, paymentMethod, createKey: idempotencyKey } = subscription
  const terms = { productId, name: product.name, amount, currency, interval }
  const priceId = await ensurePrice(terms, String(numberOf(subscription)))
  const hindrance = hindranceOf(await found(subscriptionId), await businessNow())
  if (hindrance) return refuse(subscription, { errorCode: null, errorMessage: hindrance }).then(() => null)
  await lease.renew()
  const stripePaymentMethodId = paymentMethod?.stripePaymentMethodId ?? null
  const owner = { stripeCustomerId, stripeCustomerAccountId }
  return createSubscription({ ...owner, subscriptionId, priceId, trialDays, stripePaymentMethodId, idempotencyKey })
}

async function afterFailure(subscription: FoundSubscription, error: unknown): Promise<void> {
  const failed = classOf(error)
  switch (failed) {
    case 'declined':
    case 'refused':
      await forgetIfGone(error, subscription.customerId, subscription)
      return refuse(subscription, wordsOf(error))
    case 'unknown':
      // Stripe repeats a stored 500 for a day. It may have made one all the same, which is looked for first.
      if (isStoredFailure(error)) await renewSubscribeKey(subscription)
      throw error
    case 'misused':
      throw new NeedsPerson('Stripe would not take the request to make a subscription.', error)
    case 'retry_later':
    case null:
      throw error
  }
}

/** Gives up one that nobody makes any more, or adopts it if it was made unheard: only then true. */
export async function giveUpUnsent(subscription: FoundSubscription, now: Date): Promise<boolean> {
  const { id, createdAt } = subscription
  if (createdAt > addSeconds(now, -KEY_SECONDS) || (await hasJob(id, 'subscribe'))) return false
  await requireSameAccount(subscription)
  if (await adopt(subscription)) return true
  await refuse(subscription, { errorCode: null, errorMessage: NEVER_SENT })
  return false
}

async function adopt(subscription: FoundSubscription): Promise<boolean> {
  const snapshot = await findAtStripe(subscription)
  if (snapshot) await keep(subscription, snapshot)
  return snapshot !== null
}

// Whoever is gone at Stripe has no subscription any more.
async function findAtStripe(subscription: FoundSubscription): Promise<SubscriptionSnapshot | null> {
  try {
    return await findSubscriptionAtStripe(subscription, subscription.id)
  } catch (error) {
    if (await forgetIfGone(error, subscription.customerId, subscription)) return null
    throw error
  }
}

async function keep(subscription: FoundSubscription, snapshot: SubscriptionSnapshot): Promise<void> {
  const { id } = subscription
  const { stripeSubscriptionId, subscriptionId } = snapshot
  if (subscriptionId !== id || !isTheirs(snapshot, subscription))
    throw new Error(`Subscription ${stripeSubscriptionId} is not ${id}’s.`)
  if (await nameSubscription(id, stripeSubscriptionId)) return
  // A webhook was faster, with the same one.
  const now = await found(id)
  if (now.endedAt && now.status === null) throw new Error(`Subscription ${stripeSubscriptionId} was made after all.`)
  if (now.stripeSubscriptionId !== stripeSubscriptionId)
    log.error({ subscriptionId: id, stripeSubscriptionId }, 'subscription.made_twice')
}

async function refuse(
  subscription: FoundSubscription,
  words: { errorCode: string | null; errorMessage: string },
): Promise<void> {
  await recordRefused(subscription, words, await businessNow())
}

function numberOf({ createKey }: FoundSubscription): number {
  return Number(createKey.split(':').at(-1))
}

async function found(id: string): Promise<FoundSubscription> {
  const subscription = await findSubscription(id)
  if (!subscription) throw new Error(`Subscription ${id} does not exist.`)
  return subscription
}
