import type Stripe from 'stripe'
import type { ApiKey } from './api-keys'
import type { Delivery, JournalEntry, Settings } from './control-types'
import type { Disorder } from './disorder'
import type { CountedRule } from './faults-rules'
import type { CountedWebhookRule } from './webhook-rules'
import type { FormerSecret } from './webhook-secrets'
import type { CheckoutPlan } from './resources/checkout-plan'

/** Everything a world remembers. Stripe's objects are kept exactly as they are answered, unexpanded. */
export type Tables = {
  world: WorldRecord
  customers: Stripe.Customer
  deleted_customers: Stripe.DeletedCustomer
  customer_accounts: CustomerAccount
  payment_methods: Stripe.PaymentMethod
  used_up_methods: UsedUpMethod
  confirmation_tokens: Stripe.ConfirmationToken
  tokens: Stripe.Token
  token_cards: TokenCard
  setup_intents: Stripe.SetupIntent
  setup_attempts: Stripe.SetupAttempt
  mandates: Stripe.Mandate
  payment_intents: Stripe.PaymentIntent
  browser_shipping: BrowserShipping
  charges: Stripe.Charge
  refunds: Stripe.Refund
  disputes: Stripe.Dispute
  balance_transactions: Stripe.BalanceTransaction
  checkout_sessions: Stripe.Checkout.Session
  checkout_plans: CheckoutPlan
  products: Stripe.Product
  prices: Stripe.Price
  subscriptions: Stripe.Subscription
  invoices: Stripe.Invoice
  invoice_payments: Stripe.InvoicePayment
  redirects: Redirect
  payment_redirects: PaymentRedirect
  events: StoredEvent
  webhook_endpoints: Stripe.WebhookEndpoint
  deliveries: Delivery
  outgoing: Outgoing
  unreached: Unreached
  timers: Timer
  idempotency: IdempotencyRecord
  journal: JournalEntry
  fault_seed: { seed: number }
  fault_rules: CountedRule
  disorder: Disorder
  api_keys: ApiKey
  former_secrets: { id: string; secrets: FormerSecret[] }
  webhook_rules: CountedWebhookRule
}
export type TableName = keyof Tables

/** Tables whose rows are Stripe objects that a request can change. */
export const OBJECT_TABLES = [
  'customers',
  'deleted_customers',
  'customer_accounts',
  'payment_methods',
  'confirmation_tokens',
  'tokens',
  'setup_intents',
  'setup_attempts',
  'mandates',
  'payment_intents',
  'charges',
  'refunds',
  'disputes',
  'balance_transactions',
  'checkout_sessions',
  'products',
  'prices',
  'subscriptions',
  'invoices',
  'invoice_payments',
  'webhook_endpoints',
] as const satisfies TableName[]

export type WorldRecord = {
  suffix: string
  created: number
  clockOffsetSeconds: number
  paused: boolean
  dropped: boolean
  settings: Settings
}

/**
 * What an account that is configured as a customer has besides its Customer: e-mail, name and metadata are the Customer's.
 */
export type CustomerAccount = {
  id: string
  customer: string
  contactPhone: string | null
  created: number
  closed: boolean
}

/** A method that was declined, detached or paid with unsaved: Stripe never lets it be used again. */
export type UsedUpMethod = { id: string; how: 'declined' | 'detached' | 'paid' }

/** A PaymentIntent whose shipping was last set in a browser. */
export type BrowserShipping = { id: string }

/** What a token stands for. */
export type TokenCard = { id: string; card: Stripe.PaymentMethod.Card }

/** One trip to the test page. `outcome` is set once and decides every later visit. */
export type Redirect = {
  nonce: string
  setupAttempt: string
  setupIntent: string
  mandate: string | null
  returnUrl: string
  outcome: RedirectOutcome | null
}
/** The same for a payment. `mandate` is given when the method is also to be saved. */
export type PaymentRedirect = {
  nonce: string
  paymentAttempt: string
  paymentIntent: string
  mandate: string | null
  returnUrl: string
  outcome: RedirectOutcome | null
}
export type RedirectOutcome = 'authorized' | 'failed' | 'expired' | 'abandoned'

/** `pending_webhooks` is counted when the event is shown. */
export type StoredEvent = Omit<Stripe.EventBase, 'pending_webhooks'>

/** A delivery still to be tried; the queue is short, the history is not. */
export type Outgoing = {
  id: string
  endpoint: string
  nextTryAt: number
  /** The place among those that fall due together, when they are shuffled. */
  rank?: number
}

/** The endpoints that have not answered an event with 2xx; kept per event, because the history of deliveries is long. */
export type Unreached = { id: string; endpoints: string[] }

/** Work that falls due by the world's clock. */
export type Timer = { id: string; dueAt: number } & (
  | { kind: 'setup.expire' | 'setup.settle' | 'payment.expire' | 'payment.settle'; redirect: string }
  | { kind: 'off_session.settle' | 'off_session.decline' | 'hold.expire'; paymentIntent: string; redirect?: never }
  | { kind: 'charge.book' | 'charge.dispute'; charge: string; redirect?: never }
  | { kind: 'refund.succeed' | 'refund.fail'; refund: string; redirect?: never }
  | { kind: 'dispute.due'; dispute: string; redirect?: never }
  | { kind: 'checkout.expire'; session: string; redirect?: never }
  | BillingTimer
)
/**
 * `cycle`: a period or a trial is over. `upcoming`, `trial_ending`: it soon will be. `lapse`: the first invoice was not
 * paid in time. `finalize`: a draft is complete. `retry`: a failed invoice is tried again.
 */
export type BillingTimer =
  | {
      kind: 'subscription.cycle' | 'subscription.lapse' | 'subscription.trial_ending' | 'subscription.upcoming'
      subscription: string
      redirect?: never
    }
  | { kind: 'invoice.finalize' | 'invoice.retry'; invoice: string; redirect?: never }

export type IdempotencyRecord = {
  key: string
  path: string
  fingerprint: string
  status: number
  body: string
  requestId: string
  created: number
}
