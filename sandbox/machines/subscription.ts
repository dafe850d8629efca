import type Stripe from 'stripe'
import { type Allowed, mustAllow } from './allowed'

type Subscription = Readonly<Stripe.Subscription>

/** Everything that can happen to a subscription once it exists. Times are unix seconds. */
export type SubscriptionCommand =
  | { do: 'renew'; start: number; end: number; invoice: string }
  | { do: 'paid'; paymentMethod: string | null }
  | { do: 'unpaid' }
  | { do: 'pause'; at: number }
  | { do: 'fail' }
  | { do: 'lapse'; at: number }
  | { do: 'cancel'; at: number; reason: Stripe.Subscription.CancellationDetails.Reason | null; details?: Details }
export type Details = Partial<Pick<Stripe.Subscription.CancellationDetails, 'comment' | 'feedback'>>

export type SubscriptionChange = { subscription: Stripe.Subscription; event: Stripe.Event.Type }

const LIVE = ['incomplete', 'trialing', 'active', 'past_due', 'unpaid', 'paused'] as const
const ENDED = ['canceled', 'incomplete_expired'] as const
const ALLOWED: Allowed<SubscriptionCommand['do'], Stripe.Subscription.Status> = {
  renew: ['trialing', 'active', 'past_due', 'unpaid'],
  // What it owed can be paid after it has ended, which changes nothing about that.
  paid: [...LIVE, ...ENDED],
  unpaid: ['past_due'],
  pause: ['trialing'],
  fail: [...LIVE, ...ENDED],
  lapse: ['incomplete'],
  cancel: LIVE,
}

/**
 * The states of docs.stripe.com/billing/subscriptions/overview. `paid`: its latest invoice is; `fail`: automatic
 * collection of an invoice did; `unpaid`: it was given up; `lapse`: the first was not paid in time. Pure.
 * @throws IllegalStep
 */
export function changeSubscription(before: Subscription, command: SubscriptionCommand): SubscriptionChange {
  mustAllow(ALLOWED, command, before.status)
  switch (command.do) {
    case 'renew':
      return updated(renewed(before, command))
    case 'paid':
      return updated({
        ...before,
        status: OWING.has(before.status) ? 'active' : before.status,
        default_payment_method: command.paymentMethod ?? before.default_payment_method,
      })
    case 'fail':
      return updated({ ...before, status: COLLECTED.has(before.status) ? 'past_due' : before.status })
    case 'unpaid':
      return updated({ ...before, status: 'unpaid' })
    case 'pause':
      return { subscription: paused(before, command.at), event: 'customer.subscription.paused' }
    case 'lapse':
      return updated({ ...before, status: 'incomplete_expired', ended_at: command.at })
    case 'cancel':
      return { subscription: canceled(before, command), event: 'customer.subscription.deleted' }
  }
}

/** Nothing ever happens to it again. */
export function hasEnded({ status }: Subscription): boolean {
  return status === 'canceled' || status === 'incomplete_expired'
}

/** Waiting for money of which the next payment makes it active. */
const OWING = new Set(['incomplete', 'past_due', 'unpaid'])
const COLLECTED = new Set(['active', 'trialing'])

type Command<Name extends SubscriptionCommand['do']> = Extract<SubscriptionCommand, { do: Name }>

function renewed(before: Subscription, { start, end, invoice }: Command<'renew'>): Stripe.Subscription {
  const data = before.items.data.map((item) => ({ ...item, current_period_start: start, current_period_end: end }))
  const status = before.status === 'trialing' ? 'active' : before.status
  const cancelAt = before.cancel_at_period_end ? end : before.cancel_at
  return { ...before, cancel_at: cancelAt, items: { ...before.items, data }, latest_invoice: invoice, status }
}

function paused(before: Subscription, at: number): Stripe.Subscription {
  const type = 'trial_end_without_payment_method'
  const details = { paused: { subscription: { type }, transitioned_at: at, type: 'subscription' } }
  return { ...before, status: 'paused', status_details: details }
}

/** One that was to end with its period keeps the time at which that was asked for. */
function canceled(before: Subscription, { at, reason, details }: Command<'cancel'>): Stripe.Subscription {
  const known = before.cancellation_details
  return {
    ...before,
    status: 'canceled',
    canceled_at: before.cancel_at_period_end ? (before.canceled_at ?? at) : at,
    cancellation_details: {
      comment: details?.comment ?? known?.comment ?? null,
      feedback: details?.feedback ?? known?.feedback ?? null,
      feedback_option: null,
      reason,
    },
    ended_at: at,
  }
}

function updated(subscription: Stripe.Subscription): SubscriptionChange {
  return { subscription, event: 'customer.subscription.updated' }
}
