import { created, pageParams } from '../wire/list'
import { metadata } from '../wire/metadata'
import {
  filled,
  flag,
  hash,
  imitated,
  integer,
  list,
  off,
  oneOf,
  orEmpty,
  required,
  text,
  unsupported,
} from '../wire/parameters'
import { emailParam } from './addresses'
import { currencyParam } from './amounts'
import { METHOD_TYPES } from './method-types'
import { ownerParams } from './owner'
import { inlinePriceParams } from './price-params'
import { returnUrlParam } from './return-url'
import { descriptorParam } from './statement-descriptor'
import { createParams as subscriptionParams } from './subscription-params'

/** docs.stripe.com/api/checkout/sessions/create, `mode` */
export const MODES = ['payment', 'setup', 'subscription'] as const
export type Mode = (typeof MODES)[number]

const methodTypes = list(oneOf(METHOD_TYPES))
const message = orEmpty(hash({ message: required(text(1200)) }))

const consentCollection = hash({
  payment_method_reuse_agreement: hash({ position: required(oneOf(['auto', 'hidden'] as const)) }),
  promotions: imitated(['none'], ['auto']),
  terms_of_service: oneOf(['none', 'required'] as const),
})

export const priceDataParams = {
  currency: required(currencyParam),
  product: filled(),
  product_data: hash({
    description: filled(),
    images: list(filled()),
    metadata: metadata(),
    name: required(filled()),
    tax_code: unsupported(),
    tax_details: unsupported(),
    unit_label: text(),
  }),
  recurring: inlinePriceParams.recurring,
  tax_behavior: inlinePriceParams.tax_behavior,
  unit_amount: required(integer({ minimum: 0, maximum: 99_999_999 })),
  unit_amount_decimal: unsupported(),
}

/** One of `line_items`. */
export const lineItemParams = {
  adjustable_quantity: hash({ enabled: required(off()), maximum: unsupported(), minimum: unsupported() }),
  dynamic_tax_rates: unsupported(),
  metadata: metadata(),
  price: filled(),
  price_data: hash(priceDataParams),
  quantity: integer({ minimum: 1, maximum: 999_999 }),
  tax_rates: unsupported(),
}

const paymentIntentData = hash({
  application_fee_amount: unsupported(),
  capture_method: oneOf(['automatic', 'automatic_async', 'manual'] as const),
  description: text(1000),
  metadata: metadata(),
  on_behalf_of: unsupported(),
  receipt_email: emailParam,
  setup_future_usage: oneOf(['off_session', 'on_session'] as const),
  shipping: unsupported(),
  statement_descriptor: descriptorParam,
  statement_descriptor_suffix: descriptorParam,
  transfer_data: unsupported(),
  transfer_group: unsupported(),
})

const subscriptionDataParam = hash({
  application_fee_percent: unsupported(),
  billing_cycle_anchor: unsupported(),
  billing_cycle_anchor_config: unsupported(),
  billing_mode: subscriptionParams.billing_mode,
  default_tax_rates: unsupported(),
  description: text(500),
  invoice_settings: unsupported(),
  metadata: metadata(),
  on_behalf_of: unsupported(),
  pending_invoice_item_interval: unsupported(),
  proration_behavior: oneOf(['create_prorations', 'none']),
  transfer_data: unsupported(),
  trial_end: unsupported(),
  trial_period_days: integer({ minimum: 1, maximum: 730 }),
  trial_settings: subscriptionParams.trial_settings,
})

/** Where the page would look or ask otherwise than it does here. */
const notYet = {
  adaptive_pricing: hash({ enabled: off() }),
  after_expiration: unsupported(),
  automatic_tax: hash({ enabled: required(off()), liability: unsupported() }),
  branding_settings: unsupported(),
  custom_fields: unsupported(),
  customer_update: unsupported(),
  discounts: unsupported(),
  invoice_creation: hash({ enabled: required(off()), invoice_data: unsupported() }),
  managed_payments: hash({ enabled: off() }),
  name_collection: unsupported(),
  optional_items: unsupported(),
  payment_method_configuration: unsupported(),
  payment_method_options: unsupported(),
  permissions: unsupported(),
  phone_number_collection: hash({ enabled: required(off()) }),
  redirect_on_completion: unsupported(),
  return_url: unsupported(),
  saved_payment_method_options: unsupported(),
  shipping_address_collection: unsupported(),
  shipping_options: unsupported(),
  tax_id_collection: hash({ enabled: required(off()), required: unsupported() }),
  wallet_options: unsupported(),
}

/** docs.stripe.com/api/checkout/sessions/create */
export const createParams = {
  ...notYet,
  allow_promotion_codes: flag(),
  allowed_payment_method_types: methodTypes,
  billing_address_collection: imitated(['auto'], ['required']),
  cancel_url: returnUrlParam,
  client_reference_id: text(200),
  consent_collection: consentCollection,
  currency: currencyParam,
  custom_text: hash({
    after_submit: message,
    shipping_address: unsupported(),
    submit: message,
    terms_of_service_acceptance: message,
  }),
  ...ownerParams,
  customer_creation: oneOf(['always', 'if_required'] as const),
  customer_email: emailParam,
  excluded_payment_method_types: methodTypes,
  expires_at: integer(),
  integration_identifier: text(200),
  line_items: list(hash(lineItemParams)),
  locale: text(20),
  metadata: metadata(),
  mode: oneOf(MODES),
  origin_context: oneOf(['mobile_app', 'web'] as const),
  payment_intent_data: paymentIntentData,
  payment_method_collection: imitated(['always'], ['if_required']),
  payment_method_data: hash({ allow_redisplay: oneOf(['always', 'limited', 'unspecified'] as const) }),
  /** Only before 2026-09-30. */
  payment_method_types: methodTypes,
  setup_intent_data: hash({ description: text(1000), metadata: metadata(), on_behalf_of: unsupported() }),
  submit_type: oneOf(['auto', 'book', 'donate', 'pay', 'subscribe'] as const),
  subscription_data: subscriptionDataParam,
  success_url: returnUrlParam,
  ui_mode: imitated(['hosted_page', 'hosted'], ['custom', 'elements', 'embedded', 'embedded_page', 'form']),
}

/** docs.stripe.com/api/checkout/sessions/update */
export const updateParams = {
  collected_information: unsupported(),
  line_items: unsupported(),
  metadata: metadata(),
  payment_intent_data: unsupported(),
  shipping_options: unsupported(),
}

/** docs.stripe.com/api/checkout/sessions/list */
export const listParams = {
  ...pageParams,
  created: created(),
  ...ownerParams,
  customer_details: hash({ email: required(emailParam) }),
  payment_intent: filled(),
  payment_link: filled(),
  status: oneOf(['complete', 'expired', 'open'] as const),
  subscription: filled(),
}
