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
