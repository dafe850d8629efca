import type Stripe from 'stripe'
import type { Delivery, JournalEntry, Settings } from './control-types'

/** Everything a world remembers. Stripe's objects are kept exactly as they are answered, unexpanded. */
export type Tables = {
  world: WorldRecord
  customers: Stripe.Customer
  deleted_customers: Stripe.DeletedCustomer
  payment_methods: Stripe.PaymentMethod
  used_up_methods: UsedUpMethod
  setup_intents: Stripe.SetupIntent
  setup_attempts: Stripe.SetupAttempt
  mandates: Stripe.Mandate
  redirects: Redirect
  events: StoredEvent
  webhook_endpoints: Stripe.WebhookEndpoint
  deliveries: Delivery
  outgoing: Outgoing
  unreached: Unreached
  timers: Timer
  idempotency: IdempotencyRecord
  journal: JournalEntry
}
export type TableName = keyof Tables

/** Tables whose rows are Stripe objects that a request can change. */
export const OBJECT_TABLES = [
  'customers',
  'deleted_customers',
  'payment_methods',
  'setup_intents',
  'setup_attempts',
  'mandates',
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

/** A method that was declined or detached: Stripe never lets it be used again. */
export type UsedUpMethod = { id: string; how: 'declined' | 'detached' }

/** One trip to the test page. `outcome` is set once and decides every later visit. */
export type Redirect = {
  nonce: string
  setupAttempt: string
  setupIntent: string
  mandate: string | null
  returnUrl: string
  outcome: RedirectOutcome | null
}
export type RedirectOutcome = 'authorized' | 'failed' | 'expired' | 'abandoned'

/** `pending_webhooks` is counted when the event is shown. */
export type StoredEvent = Omit<Stripe.EventBase, 'pending_webhooks'>

/** A delivery still to be tried; the queue is short, the history is not. */
export type Outgoing = { id: string; endpoint: string; nextTryAt: number }

/** The endpoints that have not answered an event with 2xx; kept per event, because the history of deliveries is long. */
export type Unreached = { id: string; endpoints: string[] }

/** Work that falls due by the world's clock. */
export type Timer = { id: string; dueAt: number; kind: 'setup.expire' | 'setup.settle'; redirect: string }

export type IdempotencyRecord = {
  key: string
  path: string
  fingerprint: string
  status: number
  body: string
  requestId: string
  created: number
}
