import type Stripe from 'stripe'
import { hasEnded } from '../machines/subscription'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { invalid, noSuch } from '../wire/errors'
import { page } from '../wire/list'
import { changedMetadata } from '../wire/metadata'
import { missing, type Read } from '../wire/parameters'
import { usualBillingMode } from '../wire/version'
import { methodOfCustomer, paymentSettings } from './billing-params'
import { customerNamed } from './find'
import { ownerNamed, wantedOwner } from './owner'
import { billingMode } from './new-subscription'
import { keepSubscription, subscriptionById } from './subscription-changes'
import { endTrialNow } from './subscription-cycle'
import { endSubscription } from './subscription-end'
import { pricedItems } from './subscription-items'
import { cancelParams, createParams, listParams, updateParams } from './subscription-params'
import { noticeTrial, startSubscription } from './subscription-start'
import { periodOf, setPeriodTimers } from './subscription-timers'
import { trialSettings, updatedSubscription } from './subscription-update'

type Subscription = Readonly<Stripe.Subscription>

const PATH = '/v1/subscriptions'
const DAY_SECONDS = 86_400
/** docs.stripe.com/api/subscriptions/create, `trial_period_days`. */
const LONGEST_TRIAL_DAYS = 730

export const subscriptionRoutes: Route[] = [
  { method: 'POST', path: PATH, handle: createSubscription },
  { method: 'GET', path: PATH, handle: listSubscriptions },
  { method: 'GET', path: `${PATH}/:id`, handle: (call) => (readCall(call, {}), subscriptionInPath(call)) },
  { method: 'POST', path: `${PATH}/:id`, handle: updateSubscription },
  { method: 'DELETE', path: `${PATH}/:id`, handle: cancelSubscription },
]

function createSubscription(call: Call): Subscription {
  const { world } = call
  const given = readCall(call, createParams)
  const owner = ownerNamed(world, given)
  if (!owner) throw missing('customer')
  const customer = customerNamed(world, owner.customer)
  const items = pricedItems(world, given.items)
  const currency = items[0]?.price.currency ?? ''
  const { default_payment_method: method, payment_settings: settings, description, metadata } = given
  const payment = { currency, payment_settings: null }
  return startSubscription(world, {
    behavior: given.payment_behavior ?? 'allow_incomplete',
    customer,
    items,
    currency,
    trialEnd: trialEndOf(call, given),
    billing_mode: billingMode(given.billing_mode?.type ?? usualBillingMode(call)),
    cancel_at_period_end: given.cancel_at_period_end ?? false,
    metadata: changedMetadata({}, metadata ?? {}),
    ...(description !== undefined && { description }),
    ...(method !== undefined && { default_payment_method: methodOfCustomer(world, method, customer.id) }),
    ...(settings && { payment_settings: paymentSettings(world, settings, payment) }),
    ...(given.trial_settings && { trial_settings: trialSettings(given.trial_settings) }),
  })
}

/** Null without a trial. @throws StripeError 400 when it would be over already, or last more than two years. */
function trialEndOf({ world }: Call, given: Read<typeof createParams>): number | null {
  const { trial_end: end, trial_period_days: days } = given
  if (end !== undefined && days !== undefined) {
    const message = 'You may only specify one of these parameters: trial_end, trial_period_days.'
    throw invalid(message, { code: 'parameters_exclusive' })
  }
  if (days !== undefined) return days === 0 ? null : world.now() + days * DAY_SECONDS
  if (end === undefined || end === 'now') return null
  if (end > world.now() && end <= world.now() + LONGEST_TRIAL_DAYS * DAY_SECONDS) return end
  const message = 'Invalid timestamp: trials end in the future, and within two years.'
  throw invalid(message, { param: 'trial_end' })
}

function updateSubscription(call: Call): Subscription {
  const { world } = call
  const before = subscriptionInPath(call)
  const given = readCall(call, updateParams)
  const after = keepSubscription(world, before, updatedSubscription(call, before, given))
  if (periodOf(after).end !== periodOf(before).end) {
    setPeriodTimers(world, after)
    noticeTrial(world, after.id)
  }
  if (given.trial_end === 'now') endTrialNow(world, after)
  return subscriptionById(world, after.id)
}

/** At once. One that has ended is nowhere to be found here, as recorded from Stripe. */
function cancelSubscription(call: Call): Subscription {
  const subscription = subscriptionInPath(call)
  const { cancellation_details: details } = readCall(call, cancelParams)
  if (hasEnded(subscription)) throw noSuch('subscription', subscription.id, { param: 'id', path: true })
  const { comment, feedback } = details ?? {}
  endSubscription(call.world, subscription, {
    reason: 'cancellation_requested',
    details: { ...(comment !== undefined && { comment }), ...(feedback !== undefined && { feedback }) },
  })
  return subscriptionById(call.world, subscription.id)
}

function listSubscriptions(call: Call): object {
  const given = readCall(call, listParams)
  const { customer, customer_account: account, status, price, plan, created: within, ...others } = given
  const { collection_method: collection, ...rest } = others
  const { current_period_end: ends, current_period_start: starts, ...paging } = rest
  const sells = (each: Subscription, id: string) => each.items.data.some((item) => item.price.id === id)
  const rows = call.world.store
    .all('subscriptions')
    .filter(wantedOwner(customer, account))
    .filter((each) => hasStatus(each, status))
    .filter((each) => price === undefined || sells(each, price))
    .filter((each) => plan === undefined || sells(each, plan))
    .filter((each) => collection === undefined || each.collection_method === collection)
    .filter((each) => within?.(each.created) ?? true)
    .filter((each) => ends?.(periodOf(each).end) ?? true)
    .filter((each) => starts?.(periodOf(each).start) ?? true)
  return page(rows, paging, { url: PATH, noun: 'subscription' })
}

/** Canceled ones are shown to those who ask for them (docs.stripe.com/api/subscriptions/list). */
function hasStatus(subscription: Subscription, status: string | undefined): boolean {
  if (status === 'all') return true
  if (status === 'ended') return hasEnded(subscription)
  return status === undefined ? subscription.status !== 'canceled' : subscription.status === status
}

function subscriptionInPath(call: Call): Subscription {
  const subscription = call.world.store.get('subscriptions', pathId(call))
  if (subscription) return subscription
  throw noSuch('subscription', pathId(call), { param: 'id', path: true })
}
