import type Stripe from 'stripe'
import type { ChosenTypes } from './intent-methods'

/** What a Checkout Session knows and does not show: how to make its intent, and what its customer has entered. */
export type CheckoutPlan = {
  /** The session's own id. */
  id: string
  types: ChosenTypes
  intentData: { description: string | null; metadata: Stripe.Metadata }
  /** What only a PaymentIntent is given. */
  paymentData: PaymentData
  items: Stripe.LineItem[]
  /** What only a subscription is given; null in other modes. */
  subscriptionData: SubscriptionData | null
  /** What the first confirmation made; a trial's subscription only follows. */
  started: { intent: string; subscription: string | null } | null
  allowRedisplay: 'always' | 'limited' | 'unspecified' | null
  entered: Entered
  /** Why the last try did not get as far as an intent; the field, when one is to blame. */
  problem: { message: string; field: string | null } | null
  /** The `checkout.session.completed` whose answers the customer waits for. */
  completedEvent: string | null
}

export type PaymentData = {
  capture_method?: 'automatic' | 'automatic_async' | 'manual'
  receipt_email?: string
  setup_future_usage?: 'off_session' | 'on_session'
  statement_descriptor?: string
  statement_descriptor_suffix?: string
}

export type SubscriptionData = {
  description: string | null
  metadata: Stripe.Metadata
  trialDays: number | null
  /** Undefined for a session that an older sandbox made. */
  billingMode?: Stripe.Subscription.BillingMode
  trialSettings: Stripe.Subscription.TrialSettings | null
}

/** What a customer has typed, as far as it may be kept. */
export type Entered = { email: string | null; name: string | null; method: string | null; agreesToTerms: boolean }

export const NOTHING_ENTERED: Entered = { email: null, name: null, method: null, agreesToTerms: false }
