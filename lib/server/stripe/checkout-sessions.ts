import 'server-only'
import type Stripe from 'stripe'
import type { CheckoutMethods } from '@/lib/contracts/setups'
import { stripe } from './client'
import { customerIdsOf, customerParam, isAtStripe, type StripeCustomerIds } from './customer-ids'
import { callStripe } from './errors'
import { expanded, known } from './read'
import { snapshot, type SetupIntentSnapshot } from './setup-intents'

const SESSION_STATUSES = ['open', 'complete', 'expired'] as const
const EXPAND = ['setup_intent.latest_attempt', 'setup_intent.payment_method', 'setup_intent.mandate']

/** A session as a try at saving sees it. Before the customer has finished there, its SetupIntent may not exist. */
export type SessionSnapshot = Omit<SetupIntentSnapshot, 'stripeSetupIntentId'> & { stripeSetupIntentId: string | null }

/** A hosted page that saves a payment method. `url` is null once the page is closed. */
export type SetupSession = { stripeSessionId: string; snapshot: SessionSnapshot; url: string | null }

type NewSession = {
  setupId: string
  idempotencyKey: string
  offers: CheckoutMethods
  /** Whom it is saved for; nobody at Stripe leaves it attached to nobody. */
  owner: StripeCustomerIds
  email: string
  /** Decides what Stripe offers where we name nothing. */
  currency: string
  returnUrl: string
}

/** Opens a hosted page in setup mode (https://docs.stripe.com/payments/checkout/save-and-reuse). */
export async function createSetupSession(session: NewSession): Promise<SetupSession> {
  const { setupId, idempotencyKey, offers, owner, email, currency, returnUrl } = session
  const metadata = { setup_id: setupId }
  const params: Stripe.Checkout.SessionCreateParams = {
    mode: 'setup',
    ...(offers === 'dynamic' ? { currency } : { allowed_payment_method_types: TYPES[offers] }),
    ...(isAtStripe(owner) ? customerParam(owner) : { customer_email: email }),
    client_reference_id: setupId,
    metadata,
    setup_intent_data: { metadata },
    // Stripe fills in the placeholder, which has to stand there as it is: an encoded one would stay what it is.
    success_url: `${returnUrl}?session_id={CHECKOUT_SESSION_ID}`,
    cancel_url: returnUrl,
    expand: EXPAND,
  }
  return read(await callStripe(() => stripe().checkout.sessions.create(params, { idempotencyKey })))
}

const TYPES: Record<Exclude<CheckoutMethods, 'dynamic'>, ('amazon_pay' | 'card')[]> = {
  card_and_amazon_pay: ['card', 'amazon_pay'],
  amazon_pay: ['amazon_pay'],
}

/** Reads a session as it is now, with what was saved there. */
export async function retrieveSetupSession(stripeSessionId: string): Promise<SetupSession> {
  return read(await callStripe(() => stripe().checkout.sessions.retrieve(stripeSessionId, { expand: EXPAND })))
}

/** Closes a page that nobody will finish. Refused by Stripe unless it is open. */
export async function expireSetupSession(stripeSessionId: string, setupId: string): Promise<void> {
  await callStripe(() =>
    stripe().checkout.sessions.expire(stripeSessionId, {}, { idempotencyKey: `expire:${setupId}` }),
  )
}

function read(session: Stripe.Checkout.Session): SetupSession {
  return { stripeSessionId: session.id, snapshot: sessionSnapshot(session), url: session.url }
}

// While the page is open, an attempt that failed is tried again there: that is nobody's end yet.
function sessionSnapshot(session: Stripe.Checkout.Session): SessionSnapshot {
  const intent = expanded(session.setup_intent)
  const owner = { ...customerIdsOf(session), setupId: session.metadata?.setup_id ?? null }
  switch (known(SESSION_STATUSES, session.status ?? '', 'Checkout Session status')) {
    case 'open':
      return { ...NOTHING_YET, ...owner, status: 'requires_payment_method' }
    case 'expired':
      return { ...NOTHING_YET, ...owner, status: 'canceled' }
    case 'complete':
      if (!intent) throw new Error(`Session ${session.id} is complete and has no SetupIntent.`)
      return { ...snapshot(intent), ...owner }
  }
}

const NOTHING_YET = {
  stripeSetupIntentId: null,
  failed: false,
  errorCode: null,
  errorMessage: null,
  attemptStartedAt: null,
  paymentMethod: null,
  mandate: null,
}
