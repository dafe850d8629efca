import type Stripe from 'stripe'
import { newId } from '../ids'
import type { Call } from '../wire/call'
import { changedMetadata } from '../wire/metadata'
import type { Read } from '../wire/parameters'
import { customerDetails } from './checkout-completion'
import type { Bill } from './checkout-items'
import type { createParams, Mode } from './checkout-session-params'
import type { ChosenTypes } from './intent-methods'

type Given = Read<typeof createParams>
type Settled = {
  mode: Mode
  types: ChosenTypes
  customer: Readonly<Stripe.Customer> | null
  expiresAt: number
  /** What is to be paid; null in setup mode. */
  bill: Bill | null
}

/** As it is when it is made, with everything that belongs to other modes empty. */
export function newCheckoutSession(call: Call, given: Given, settled: Settled): Stripe.Checkout.Session {
  const { mode, types, customer, expiresAt, bill } = settled
  const currency = bill?.currency ?? given.currency ?? null
  // Recorded: 0 in a session that saves and has a currency.
  const amount = dueNow(given, bill) ?? (currency === null ? null : 0)
  const id = newId('checkoutSession')
  const email = customer?.email ?? given.customer_email ?? null
  const isKnown = customer !== null || email !== null
  return {
    ...NEVER_USED,
    id,
    object: 'checkout.session',
    adaptive_pricing: given.adaptive_pricing ? { enabled: false } : null,
    allow_promotion_codes: given.allow_promotion_codes ?? null,
    allowed_payment_method_types: types.allowed_payment_method_types,
    amount_subtotal: amount,
    amount_total: amount,
    billing_address_collection: given.billing_address_collection ?? null,
    cancel_url: given.cancel_url ?? null,
    client_reference_id: given.client_reference_id ?? null,
    collected_information: null,
    consent: null,
    consent_collection: consentCollection(given.consent_collection),
    created: call.world.now(),
    currency,
    custom_text: customText(given.custom_text),
    customer: customer?.id ?? null,
    customer_account: customer?.customer_account ?? null,
    customer_creation: given.customer_creation ?? (customer ? null : CREATES_CUSTOMER[mode]),
    customer_details: isKnown ? customerDetails({ email, name: customer?.name ?? null, isOver: false }) : null,
    customer_email: given.customer_email ?? null,
    ...(types.excluded_payment_method_types && { excluded_payment_method_types: types.excluded_payment_method_types }),
    expires_at: expiresAt,
    invoice_creation: given.invoice_creation ? NO_INVOICE : null,
    integration_identifier: given.integration_identifier ?? null,
    locale: given.locale ?? null,
    metadata: changedMetadata({}, given.metadata ?? {}),
    mode,
    origin_context: given.origin_context ?? null,
    payment_intent: null,
    payment_method_collection: mode === 'payment' ? 'if_required' : 'always',
    payment_method_options: types.payment_method_types.includes('card') ? CARD : {},
    payment_method_types: types.payment_method_types,
    payment_status: amount ? 'unpaid' : 'no_payment_required',
    setup_intent: null,
    status: 'open',
    submit_type: given.submit_type ?? null,
    success_url: given.success_url ?? null,
    total_details: bill ? { amount_discount: 0, amount_shipping: 0, amount_tax: 0 } : null,
    url: `${pageOf(call, id)}#${newId('checkoutFragment')}`,
  }
}

/** Where the customer's browser finds the page of a session. */
export function pageOf({ origin }: Call, id: string): string {
  return `${origin}/c/pay/${id}`
}

/** A trial costs nothing at first. */
function dueNow({ subscription_data: data }: Given, bill: Bill | null): number | undefined {
  return data?.trial_period_days === undefined ? bill?.amount : 0
}

const CREATES_CUSTOMER = { payment: 'if_required', setup: null, subscription: 'always' } as const
const CARD: Stripe.Checkout.Session.PaymentMethodOptions = { card: { request_three_d_secure: 'automatic' } }

const NO_INVOICE: Stripe.Checkout.Session.InvoiceCreation = {
  enabled: false,
  invoice_data: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: null,
    metadata: {},
    rendering_options: null,
  },
}

/** What no session of the sandbox ever has. */
const NEVER_USED = {
  after_expiration: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  client_secret: null,
  currency_conversion: null,
  custom_fields: [],
  discounts: null,
  invoice: null,
  livemode: false,
  managed_payments: null,
  payment_link: null,
  payment_method_configuration_details: null,
  permissions: null,
  phone_number_collection: { enabled: false },
  recovered_from: null,
  saved_payment_method_options: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  subscription: null,
  ui_mode: 'hosted_page',
  wallet_options: null,
} satisfies Partial<Stripe.Checkout.Session>

function consentCollection(given: Given['consent_collection']): Stripe.Checkout.Session.ConsentCollection | null {
  if (!given) return null
  return {
    payment_method_reuse_agreement: given.payment_method_reuse_agreement ?? null,
    promotions: given.promotions ?? null,
    terms_of_service: given.terms_of_service ?? null,
  }
}

function customText(given: Given['custom_text']): Stripe.Checkout.Session.CustomText {
  return {
    after_submit: given?.after_submit ?? null,
    shipping_address: null,
    submit: given?.submit ?? null,
    terms_of_service_acceptance: given?.terms_of_service_acceptance ?? null,
  }
}
