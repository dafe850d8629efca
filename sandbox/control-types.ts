import type Stripe from 'stripe'
import { z } from 'zod'
import { type CheckoutSettings, checkoutOutcomes } from './checkout-settings'
import { type BillingSettings, billingOutcomes } from './billing-settings'
import { type DisorderSettings, disorderSchema } from './disorder-types'
import type { FaultKind } from './faults-rules'
import { type Decline, type PaymentSettings, declineSchema, paymentOutcomes } from './payment-settings'
import { type CountedWebhookRule, type Flaw, webhookRulesSchema } from './webhook-rules'
import { type RefundSettings, refundOutcomes } from './refund-settings'

/** What `GET /_sandbox/worlds` answers. Test keys open nothing but this sandbox, so they are shown. */
export type WorldList = { worlds: WorldSummary[] }
export type WorldSummary = { suffix: string; accountId: string; secretKey: string; publishableKey: string }

/** What `GET /_sandbox/state` answers. Collections are newest first, as in Stripe's lists. */
export type WorldState = {
  account: Stripe.Account
  keys: { secretKey: string; publishableKey: string }
  clock: ClockState
  objects: {
    customers: Stripe.Customer[]
    payment_methods: Stripe.PaymentMethod[]
    setup_intents: Stripe.SetupIntent[]
    setup_attempts: Stripe.SetupAttempt[]
    checkout_sessions: Stripe.Checkout.Session[]
    mandates: Stripe.Mandate[]
    payment_intents: Stripe.PaymentIntent[]
    charges: Stripe.Charge[]
    refunds: Stripe.Refund[]
    disputes: Stripe.Dispute[]
    balance_transactions: Stripe.BalanceTransaction[]
    products: Stripe.Product[]
    prices: Stripe.Price[]
    subscriptions: Stripe.Subscription[]
    invoices: Stripe.Invoice[]
    invoice_payments: Stripe.InvoicePayment[]
  }
  balance: BalanceTotals
  events: Stripe.Event[]
  /** With their signing secrets, which Stripe's own API shows only once. */
  webhook_endpoints: Stripe.WebhookEndpoint[]
  deliveries: Delivery[]
  webhooks: WebhookSwitches
  settings: Settings
}

/** What `GET /_sandbox/balance` answers: sums over all balance transactions, per currency, in minor units. */
export type BalanceTotals = { [currency: string]: { amount: number; fee: number; net: number } }

/** Unix seconds of the world's clock, and how far it runs ahead of real time. */
export type ClockState = { now: number; offsetSeconds: number }

/**
 * paused: deliveries wait. dropped: events are made, but what they would have sent is lost. disorder: how else
 * deliveries differ from Stripe's order, when they do. rules: what befalls some of them.
 */
export type WebhookSwitches = {
  paused: boolean
  dropped: boolean
  disorder?: DisorderSettings
  rules?: CountedWebhookRule[]
}
/** What `POST webhooks {rollSecret}` answers. */
export type RolledSecret = { secret: string; formerEndsAt: number }

/** One event on its way to one endpoint. Times are unix seconds of the world's clock. */
export type Delivery = {
  id: string
  event: string
  endpoint: string
  status: 'pending' | 'succeeded' | 'failed' | 'dropped'
  nextTryAt: number | null
  tries: DeliveryTry[]
  /** What is wrong with its first try (`POST webhooks {rules}`). */
  flaw?: Flaw
}
export type DeliveryTry = {
  at: number
  milliseconds: number
  status: number | null
  error: string | null
  /** The first 500 characters of what the endpoint answered, if it said anything. */
  answer?: string
}
/** What `GET /_sandbox/deliveries/:id` answers; `body` is what would be sent now. */
export type SentDelivery = Delivery & { type: string; url: string; body: string }

/**
 * What `GET /_sandbox/journal` answers: the newest first, or with `?after=<req id>` (`start` for the beginning) those
 * that followed, oldest first. `more` says whether there are others beyond `limit`.
 */
export type Journal = { requests: JournalEntry[]; more: boolean }
export type JournalEntry = {
  /** `req_…`, as in the `Request-Id` header. */
  id: string
  at: number
  method: string
  path: string
  /** As received, client secrets and keys replaced by `[redacted]`. */
  params: unknown
  key: 'secret' | 'publishable'
  apiVersion: string
  idempotencyKey: string | null
  replayed: boolean
  /** Null when the connection was dropped before anything was done; after `drop_after`, what was never sent. */
  status: number | null
  errorCode: string | null
  /** The fault that struck the request (`POST faults`). */
  fault: FaultKind | null
  effects: { objects: string[]; events: string[] }
}

export type ControlError = { error: { message: string } }

/** Everything about Stripe that is not confirmed can be changed here; `inferred.ts` holds the defaults and the reasons. */
export const outcomesSchema = z.strictObject({
  /** Once: what becomes of the next setup that the customer authorises. */
  nextSetup: z.enum(['succeed', 'decline', 'processing', 'late']).exactOptional(),
  /** What a declined setup says. */
  setupDecline: declineSchema.exactOptional(),
  /** What a setup says that nobody finished in ten minutes. */
  setupExpiry: declineSchema.exactOptional(),
  /** How long `processing` and `late` last, by the world's clock. */
  settleSeconds: z.int().min(1).exactOptional(),
  /** Where the saved method's e-mail comes from. */
  billingEmail: z.union([z.enum(['from_customer', 'none']), z.email()]).exactOptional(),
  /** From when on a SetupIntent shows its mandate. */
  mandateShownFrom: z.enum(['confirm', 'success']).exactOptional(),
  mandateUpdatedOnActivation: z.boolean().exactOptional(),
  /** How long a request with an idempotency key owns it before anything happens, in real time; 0 at first. */
  keyHeldMilliseconds: z.int().min(0).max(60_000).exactOptional(),
  publishableKeyRefusedWith: z.union([z.literal(401), z.literal(403)]).exactOptional(),
  /** Seconds from the first try to each further one. */
  webhookRetrySeconds: z.array(z.int().min(1)).max(10).exactOptional(),
  /** Test mode's schedule, which `webhookRetrySeconds` says, or live mode's three days. */
  webhookRetries: z.enum(['test', 'live']).exactOptional(),
  webhookTimeoutMilliseconds: z.int().min(10).max(60_000).exactOptional(),
  /** Whether a new Customer has an account as well, as once a business has turned Accounts v2 on. */
  customersAreAccounts: z.boolean().exactOptional(),
  /** The account's own version of the API: of requests that name none, and of events. */
  apiVersion: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/)
    .exactOptional(),
  /** How many requests a second, of real time, are answered; 0 for as many as come. */
  rateLimit: z.int().min(0).max(10_000).exactOptional(),
  /** How long after something was made a search finds it, by the world's clock. */
  searchSeconds: z.int().min(0).max(86_400).exactOptional(),
  /** Two letters; decides the account's default currency and whether it may use Amazon Pay. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .exactOptional(),
  /** How many requests the journal remembers. */
  journalLimit: z.int().min(100).max(1_000_000).exactOptional(),
  ...paymentOutcomes,
  ...refundOutcomes,
  ...checkoutOutcomes,
  ...billingOutcomes,
})
export type Outcomes = z.infer<typeof outcomesSchema>

export type Settings = PaymentSettings &
  RefundSettings &
  CheckoutSettings &
  BillingSettings & {
    nextSetup: 'succeed' | 'decline' | 'processing' | 'late'
    setupDecline: Decline
    setupExpiry: Decline
    settleSeconds: number
    billingEmail: string
    mandateShownFrom: 'confirm' | 'success'
    mandateUpdatedOnActivation: boolean
    keyHeldMilliseconds: number
    publishableKeyRefusedWith: 401 | 403
    webhookRetrySeconds: number[]
    webhookRetries: 'test' | 'live'
    webhookTimeoutMilliseconds: number
    customersAreAccounts: boolean
    apiVersion: string
    searchSeconds: number
    rateLimit: number
    country: string
    journalLimit: number
  }

/** `POST clock` answers `ClockState`, once everything that fell due has been applied. */
export const clockSchema = z.strictObject({
  advanceSeconds: z
    .int()
    .positive()
    .max(10 * 365 * 86_400),
})
/** `POST reset` answers `{reset: true}`. */
export const resetSchema = z.strictObject({ everything: z.boolean().exactOptional() })
/** The query of `GET journal`. */
export const journalSchema = z.strictObject({
  after: z.union([z.literal('start'), z.string().startsWith('req_')]).exactOptional(),
  limit: z.coerce.number().int().min(1).max(10_000).exactOptional(),
})
export type JournalPage = z.infer<typeof journalSchema>
/**
 * `POST webhooks` answers `WebhookSwitches`, with replay `{deliveries: Delivery[]}` after they were tried, and with
 * rollSecret `RolledSecret`.
 */
export const webhooksSchema = z.union([
  z.strictObject({ pause: z.literal(true) }),
  z.strictObject({ resume: z.literal(true) }),
  z.strictObject({ replay: z.string().startsWith('evt_'), endpoint: z.string().startsWith('we_').exactOptional() }),
  z.strictObject({
    rollSecret: z.string().startsWith('we_'),
    expiresInSeconds: z.int().min(0).max(86_400).exactOptional(),
  }),
  webhookRulesSchema,
  disorderSchema.refine((changes) => Object.keys(changes).length > 0, 'names nothing to change'),
])
export type WebhooksCommand = z.infer<typeof webhooksSchema>
