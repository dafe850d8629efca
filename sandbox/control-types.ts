import type Stripe from 'stripe'
import { z } from 'zod'

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
    mandates: Stripe.Mandate[]
  }
  events: Stripe.Event[]
  /** With their signing secrets, which Stripe's own API shows only once. */
  webhook_endpoints: Stripe.WebhookEndpoint[]
  deliveries: Delivery[]
  webhooks: WebhookSwitches
  settings: Settings
}

/** Unix seconds of the world's clock, and how far it runs ahead of real time. */
export type ClockState = { now: number; offsetSeconds: number }

/** paused: deliveries wait. dropped: events are made, but what they would have sent is lost. */
export type WebhookSwitches = { paused: boolean; dropped: boolean }

/** One event on its way to one endpoint. Times are unix seconds of the world's clock. */
export type Delivery = {
  id: string
  event: string
  endpoint: string
  status: 'pending' | 'succeeded' | 'failed' | 'dropped'
  nextTryAt: number | null
  tries: DeliveryTry[]
}
export type DeliveryTry = { at: number; milliseconds: number; status: number | null; error: string | null }

/** What `GET /_sandbox/journal` answers, newest first. */
export type Journal = { requests: JournalEntry[] }
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
  status: number
  errorCode: string | null
  effects: { objects: string[]; events: string[] }
}

export type ControlError = { error: { message: string } }

const decline = z.strictObject({
  type: z.enum(['invalid_request_error', 'card_error']).exactOptional(),
  code: z.string().min(1).exactOptional(),
  declineCode: z.string().min(1).nullable().exactOptional(),
  message: z.string().min(1).exactOptional(),
})

/** Everything about Stripe that is not confirmed can be changed here; `inferred.ts` holds the defaults and the reasons. */
export const outcomesSchema = z.strictObject({
  /** Once: what becomes of the next setup that the customer authorises. */
  nextSetup: z.enum(['succeed', 'decline', 'processing', 'late']).exactOptional(),
  /** What a declined setup says. */
  setupDecline: decline.exactOptional(),
  /** What a setup says that nobody finished in ten minutes. */
  setupExpiry: decline.exactOptional(),
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
  webhookTimeoutMilliseconds: z.int().min(10).max(60_000).exactOptional(),
  /** Two letters; decides the account's default currency and whether it may use Amazon Pay. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .exactOptional(),
})
export type Outcomes = z.infer<typeof outcomesSchema>

export type Decline = {
  type: 'invalid_request_error' | 'card_error'
  code: string
  declineCode: string | null
  message: string
}
export type Settings = {
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
  webhookTimeoutMilliseconds: number
  country: string
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
/** `POST webhooks` answers `WebhookSwitches`, with replay `{deliveries: Delivery[]}` after they were tried. */
export const webhooksSchema = z.union([
  z.strictObject({ pause: z.literal(true) }),
  z.strictObject({ resume: z.literal(true) }),
  z.strictObject({ drop: z.boolean() }),
  z.strictObject({ replay: z.string().startsWith('evt_') }),
])
export type WebhooksCommand = z.infer<typeof webhooksSchema>
