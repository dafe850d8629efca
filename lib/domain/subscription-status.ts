import { sweepDelaySeconds } from './setup-status'

/** A Subscription's statuses, in Stripe's words: https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses. */
export const SUBSCRIPTION_STATUSES = [
  'incomplete',
  'incomplete_expired',
  'trialing',
  'active',
  'past_due',
  'unpaid',
  'paused',
  'canceled',
] as const
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number]

/** Statuses a Subscription never leaves. */
export const ENDED_SUBSCRIPTIONS = ['canceled', 'incomplete_expired'] as const satisfies SubscriptionStatus[]

/** An Invoice's statuses, in Stripe's words: https://docs.stripe.com/invoicing/overview#invoice-statuses. */
export const INVOICE_STATUSES = ['draft', 'open', 'paid', 'uncollectible', 'void'] as const
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number]

/** Statuses an Invoice never leaves. What is uncollectible can still be paid. */
export const SETTLED_INVOICES = ['paid', 'void'] as const satisfies InvoiceStatus[]

export const SUBSCRIPTION_STATES = [
  'starting',
  'incomplete',
  'trialing',
  'active',
  'ending',
  'past_due',
  'unpaid',
  'paused',
  'ended',
  'expired',
  'failed',
] as const
/** What people can be told about one subscription. */
export type SubscriptionState = (typeof SUBSCRIPTION_STATES)[number]

export type SubscriptionFacts = {
  /** Null while Stripe has not answered the create. */
  status: SubscriptionStatus | null
  /** Whether it ends with the period, or the trial, that runs. */
  cancelAtPeriodEnd: boolean
  /** When it was over; null while it is not. */
  endedAt: Date | null
}

/**
 * What one subscription has come to. `ending` runs on until what was paid for, or the trial, is over. `expired` was not paid
 * in time and never began; `failed` is one that Stripe would not make.
 */
export function subscriptionState({ status, cancelAtPeriodEnd, endedAt }: SubscriptionFacts): SubscriptionState {
  switch (status) {
    case null:
      return endedAt ? 'failed' : 'starting'
    case 'canceled':
      return 'ended'
    case 'incomplete_expired':
      return 'expired'
    case 'trialing':
    case 'active':
      return cancelAtPeriodEnd ? 'ending' : status
    case 'incomplete':
    case 'past_due':
    case 'unpaid':
    case 'paused':
      return status
  }
}

/** How long after a period's end its invoice has been charged: Stripe leaves it a draft for about an hour (https://docs.stripe.com/billing/invoices/subscription#invoice-lifecycle). */
const CHARGED_SECONDS = 3900
/** The same for a try that Stripe had set a time for. */
const TRIED_SECONDS = 300
const DAY_SECONDS = 86_400
/** How long what is owed by a subscription that is over is looked after. */
const OWED_SECONDS = 60 * DAY_SECONDS

export type SubscriptionToRead = SubscriptionFacts & {
  currentPeriodEnd: Date | null
  /** Whether a change was asked for that Stripe has not answered yet. */
  isAsked: boolean
  invoices: { status: InvoiceStatus | null; nextAttemptAt: Date | null }[]
  /** How often it was read since there was news. */
  timesRead: number
  now: Date
}

/**
 * When the sweep reads a subscription next, even if every webhook is lost: soon while something is expected, after its next
 * charge, and once a day at least. Null when nothing more can come by itself.
 */
export function nextSubscriptionRead(subscription: SubscriptionToRead): Date | null {
  const { status, endedAt, currentPeriodEnd, isAsked, timesRead, now } = subscription
  const open = subscription.invoices.filter(({ status }) => status !== 'paid' && status !== 'void')
  if (endedAt) return open.length > 0 && now < later(endedAt, OWED_SECONDS) ? later(now, DAY_SECONDS) : null
  const soon = later(now, sweepDelaySeconds(timesRead, null))
  const isExpected = status === null || status === 'incomplete' || isAsked
  if (isExpected || open.some(({ status }) => status === 'draft' || status === null)) return soon
  const due = [
    ...(currentPeriodEnd ? [later(currentPeriodEnd, CHARGED_SECONDS)] : []),
    ...open.flatMap(({ nextAttemptAt }) => (nextAttemptAt ? [later(nextAttemptAt, TRIED_SECONDS)] : [])),
  ]
  if (due.some((time) => time <= now)) return soon
  return new Date(Math.min(later(now, DAY_SECONDS).getTime(), ...due.map((time) => time.getTime())))
}

function later(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000)
}

/** What may be asked of a subscription that exists. */
export type SubscriptionAsk = 'cancel_now' | 'cancel_at_period_end' | 'keep' | 'method'

/**
 * What asking this comes to: `done` when it is so already, `no` when it can't be, else what is asked of Stripe. One that was
 * never paid has no period to wait for.
 */
export function answerTo(ask: SubscriptionAsk, facts: SubscriptionFacts): SubscriptionAsk | 'done' | 'no' {
  const { status, cancelAtPeriodEnd, endedAt } = facts
  const isCancel = ask === 'cancel_now' || ask === 'cancel_at_period_end'
  if (endedAt) return isCancel ? 'done' : 'no'
  if (status === null) return 'no'
  if (status === 'incomplete') return isCancel ? 'cancel_now' : 'no'
  if (ask === 'cancel_at_period_end') return cancelAtPeriodEnd ? 'done' : ask
  if (ask === 'keep') return cancelAtPeriodEnd ? ask : 'done'
  return ask
}
