import type Stripe from 'stripe'
import { hasEnded } from '../machines/subscription'
import type { Call } from '../wire/call'
import { StripeError, invalid, notImitated } from '../wire/errors'
import { changedMetadata } from '../wire/metadata'
import type { Read } from '../wire/parameters'
import type { World } from '../world'
import { methodOfCustomer, paymentSettings } from './billing-params'
import { NO_DETAILS } from './new-subscription'
import { changedItems } from './subscription-items'
import type { updateParams } from './subscription-params'
import { periodOf } from './subscription-timers'

type Subscription = Readonly<Stripe.Subscription>
type Given = Read<typeof updateParams>

/** What an update changes, besides ending a trial at once. Not stored yet. @throws StripeError 400 */
export function updatedSubscription(call: Call, before: Subscription, given: Given): Stripe.Subscription {
  refuseEnded(before, given)
  refuseIncomplete(before, given)
  const { world } = call
  const { items, metadata, default_payment_method: method, payment_settings: settings } = given
  const prorated = given.proration_behavior !== 'none'
  const changed: Stripe.Subscription = {
    ...before,
    ...(given.description !== undefined && { description: given.description }),
    ...(items && { items: changedItems(world, before, { items, prorated }) }),
    ...(metadata !== undefined && { metadata: changedMetadata(before.metadata, metadata) }),
    ...(method !== undefined && { default_payment_method: methodOfCustomer(world, method, before.customer) }),
    ...(settings && { payment_settings: paymentSettings(world, settings, before) }),
    ...(given.trial_settings && { trial_settings: trialSettings(given.trial_settings) }),
  }
  return withDetails(withEnd(world, withTrialEnd(world, changed, given.trial_end), given), given)
}

export function trialSettings(given: NonNullable<Given['trial_settings']>): Stripe.Subscription.TrialSettings {
  const { missing_payment_method } = given.end_behavior
  return { end_behavior: { billing_cycle_anchor: null, missing_payment_method } }
}

/** `canceled_at` is the time of the request, `cancel_at` that of the end (docs.stripe.com/billing/subscriptions/cancel). */
function withEnd(world: World, subscription: Stripe.Subscription, { cancel_at_period_end: ends }: Given) {
  if (ends === undefined || ends === subscription.cancel_at_period_end) return subscription
  const known = subscription.cancellation_details ?? NO_DETAILS
  const reason = ends ? 'cancellation_requested' : null
  return {
    ...subscription,
    cancel_at: ends ? periodOf(subscription).end : null,
    cancel_at_period_end: ends,
    canceled_at: ends ? world.now() : null,
    cancellation_details: { ...known, reason },
  }
}

function withDetails(subscription: Stripe.Subscription, { cancellation_details: details }: Given): Stripe.Subscription {
  if (!details) return subscription
  const known = subscription.cancellation_details ?? NO_DETAILS
  return { ...subscription, cancellation_details: { ...known, ...details } }
}

/** A trial can last longer or shorter while it lasts; its end is where the periods are counted from. */
function withTrialEnd(world: World, subscription: Stripe.Subscription, end: Given['trial_end']): Stripe.Subscription {
  if (end === undefined) return subscription
  if (subscription.status !== 'trialing') throw notImitated('a trial of a subscription that has begun', 'trial_end')
  if (end === 'now') return subscription
  if (end <= world.now())
    throw invalid('Invalid timestamp: must be an integer Unix timestamp in the future.', { param: 'trial_end' })
  const data = subscription.items.data.map((item) => ({ ...item, current_period_end: end }))
  const cancelAt = subscription.cancel_at_period_end ? end : subscription.cancel_at
  return {
    ...subscription,
    billing_cycle_anchor: end,
    cancel_at: cancelAt,
    items: { ...subscription.items, data },
    trial_end: end,
  }
}

function refuseEnded(before: Subscription, given: Given): void {
  const names = Object.keys(given).filter((name) => name !== 'metadata' && name !== 'cancellation_details')
  if (!hasEnded(before) || names.length === 0) return
  const message = 'A canceled subscription can only update its cancellation_details and metadata.'
  throw new StripeError(400, { message })
}

/** Before its first payment only what it is paid with, and what it is called, can change. */
function refuseIncomplete({ status }: Subscription, given: Given): void {
  const name = (['cancel_at_period_end', 'items', 'trial_end'] as const).find((each) => given[each] !== undefined)
  if (status !== 'incomplete' || name === undefined) return
  const message = `A subscription with a status of incomplete cannot update its ${name}.`
  throw new StripeError(400, { message, param: name })
}
