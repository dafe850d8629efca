import 'server-only'
import type Stripe from 'stripe'
import { SETUP_INTENT_STATUSES, type SetupIntentStatus } from '@/lib/domain/setup-status'
import { stripe } from './client'
import { mandateData } from './payment-intents'
import { customerIdsOf, customerParam, type StripeCustomerIds } from './customer-ids'
import { callStripe } from './errors'
import { type SavedMethod, savedMethodOf } from './payment-methods'
import { expanded, known } from './read'

/** What we take from Stripe's own record of the permission. */
export type StripeMandate = { stripeMandateId: string; isInactive: boolean; ip: string | null }

/** What we take from a SetupIntent. Never its client secret: that is handed on, and not kept. */
export type SetupIntentSnapshot = StripeCustomerIds & {
  stripeSetupIntentId: string
  /** Our own id, from the metadata. */
  setupId: string | null
  status: SetupIntentStatus
  /** The latest attempt ended without success. A fresh intent has the same status, but no error and no attempt. */
  failed: boolean
  errorCode: string | null
  errorMessage: string | null
  /** When the customer was last sent to Amazon. */
  attemptStartedAt: Date | null
  paymentMethod: SavedMethod | null
  mandate: StripeMandate | null
}

/** A snapshot together with what the browser needs to go on. Not to be logged or stored. */
export type OpenSetupIntent = { snapshot: SetupIntentSnapshot; clientSecret: string | null; redirectUrl: string | null }

type NewSetupIntent = StripeCustomerIds & {
  setupId: string
  idempotencyKey: string
  usage: 'on_session' | 'off_session'
}

const EXPAND = ['latest_attempt', 'payment_method', 'mandate']

/** Creates a SetupIntent for Amazon Pay without confirming it: the customer's browser does that
 * (https://docs.stripe.com/payments/amazon-pay/set-up-future-payments). */
export async function createSetupIntent(setup: NewSetupIntent): Promise<OpenSetupIntent> {
  const intent = await callStripe(() =>
    stripe().setupIntents.create(
      {
        ...customerParam(setup),
        usage: setup.usage,
        // Replaces payment_method_types, which this API version refuses.
        allowed_payment_method_types: ['amazon_pay'],
        payment_method_data: { type: 'amazon_pay' },
        metadata: { setup_id: setup.setupId },
        expand: EXPAND,
      },
      { idempotencyKey: setup.idempotencyKey },
    ),
  )
  return open(intent)
}

type Confirm = {
  stripeSetupIntentId: string
  returnUrl: string
  acceptance: { ip: string; userAgent: string; at: Date }
  idempotencyKey: string
}

/** Confirms a SetupIntent for a customer without JavaScript; they go on at Amazon. */
export async function confirmSetupIntent(confirm: Confirm): Promise<OpenSetupIntent> {
  const { stripeSetupIntentId, returnUrl: return_url, acceptance, idempotencyKey } = confirm
  const params = { return_url, mandate_data: mandateData(acceptance), expand: EXPAND }
  return open(await callStripe(() => stripe().setupIntents.confirm(stripeSetupIntentId, params, { idempotencyKey })))
}

/** Reads a SetupIntent as it is now. */
export async function retrieveSetupIntent(stripeSetupIntentId: string): Promise<OpenSetupIntent> {
  return open(await callStripe(() => stripe().setupIntents.retrieve(stripeSetupIntentId, { expand: EXPAND })))
}

/** Ends a SetupIntent that nobody will finish. Refused by Stripe once it has succeeded. */
export async function cancelSetupIntent(stripeSetupIntentId: string, setupId: string): Promise<void> {
  await callStripe(() =>
    stripe().setupIntents.cancel(
      stripeSetupIntentId,
      { cancellation_reason: 'abandoned' },
      { idempotencyKey: `cancel:${setupId}` },
    ),
  )
}

/** Whether Amazon Pay can be used with this intent. An unsuitable method is dropped by Stripe without an error. */
function offersAmazonPay(intent: { payment_method_types: string[] }): boolean {
  return intent.payment_method_types.includes('amazon_pay')
}

function open(intent: Stripe.SetupIntent): OpenSetupIntent {
  return {
    snapshot: snapshot(intent),
    clientSecret: offersAmazonPay(intent) ? intent.client_secret : null,
    redirectUrl: intent.next_action?.redirect_to_url?.url ?? null,
  }
}

/** What we take from a SetupIntent whose latest attempt, payment method and mandate are expanded. */
export function snapshot(intent: Stripe.SetupIntent): SetupIntentSnapshot {
  const error = intent.last_setup_error
  const attempt = expanded(intent.latest_attempt)
  const waiting = intent.status === 'requires_payment_method' || intent.status === 'requires_confirmation'
  return {
    stripeSetupIntentId: intent.id,
    ...customerIdsOf(intent),
    setupId: intent.metadata?.setup_id ?? null,
    status: known(SETUP_INTENT_STATUSES, intent.status, 'SetupIntent status'),
    failed: waiting && (error !== null || attempt?.status === 'failed' || attempt?.status === 'abandoned'),
    errorCode: error?.code ?? null,
    errorMessage: error?.message ?? null,
    attemptStartedAt: attempt ? new Date(attempt.created * 1000) : null,
    paymentMethod: intent.status === 'succeeded' ? savedMethodOf(expanded(intent.payment_method)) : null,
    mandate: mandate(expanded(intent.mandate)),
  }
}

function mandate(mandate: Stripe.Mandate | null): SetupIntentSnapshot['mandate'] {
  if (!mandate) return null
  const ip = mandate.customer_acceptance.online?.ip_address ?? null
  return { stripeMandateId: mandate.id, isInactive: mandate.status === 'inactive', ip }
}
