import type Stripe from 'stripe'
import { emit, emitChange } from '../events'
import { type SubscriptionCommand, changeSubscription, hasEnded } from '../machines/subscription'
import type { World } from '../world'
import { previously } from './previously'
import { clearTimers } from './subscription-timers'

type Subscription = Readonly<Stripe.Subscription>

/** Applies one step of the state machine and tells the endpoints, unless nothing came of it. */
export function stepSubscription(world: World, id: string, command: SubscriptionCommand): Stripe.Subscription {
  const before = subscriptionById(world, id)
  const { subscription, event } = changeSubscription(before, command)
  const previous = previously(before, subscription)
  if (!previous) return subscription
  world.store.put('subscriptions', id, subscription)
  if (hasEnded(subscription) || subscription.status === 'paused') clearTimers(world, id)
  if (event === UPDATED) emitChange(world, event, { object: subscription, previous })
  else emit(world, event, subscription)
  return subscription
}

/** Keeps what a request changed; nothing is told when that is nothing. */
export function keepSubscription(world: World, before: Subscription, after: Stripe.Subscription): Stripe.Subscription {
  const previous = previously(before, after)
  if (!previous) return after
  world.store.put('subscriptions', after.id, after)
  emitChange(world, UPDATED, { object: after, previous })
  return after
}

export function subscriptionById(world: World, id: string): Subscription {
  const subscription = world.store.get('subscriptions', id)
  if (subscription) return subscription
  throw new Error(`There is no subscription ${id}.`)
}

const UPDATED = 'customer.subscription.updated'
