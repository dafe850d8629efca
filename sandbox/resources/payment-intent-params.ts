import { notImitated } from '../wire/errors'
import { created, pageParams } from '../wire/list'
import { metadata } from '../wire/metadata'
import { type Param, filled, flag, hash, list, oneOf, orEmpty, required, text, unsupported } from '../wire/parameters'
import { emailParam } from './addresses'
import { amountParam, currencyParam } from './amounts'
import { mandateDataParam } from './mandate-data'
import { METHOD_TYPES } from './method-types'
import { methodData } from './payment-method-params'
import { returnUrlParam } from './return-url'
import { descriptorParam } from './statement-descriptor'

const CAPTURE_METHODS = ['automatic', 'automatic_async', 'manual'] as const

/** Stripe can also hold money for later; the sandbox cannot. */
const captureMethod: Param<'automatic' | 'automatic_async'> = {
  read: (value, name) => {
    const method = oneOf(CAPTURE_METHODS).read(value, name)
    if (method !== 'manual') return method
    throw notImitated('manual capture', name)
  },
}

/** `true`, or the kind of agreement the charge falls under. */
const offSession: Param<boolean> = {
  read: (value, name) => value === 'one_off' || value === 'recurring' || flag().read(value, name),
}

const methodTypes = list(oneOf(METHOD_TYPES))
/** Ways to say which methods may be used; `payment_method_types` only before 2026-09-30. */
const choice = {
  allowed_payment_method_types: methodTypes,
  excluded_payment_method_types: methodTypes,
  payment_method_types: methodTypes,
}
const method = { payment_method: filled(), payment_method_data: hash(methodData) }
const saving = { setup_future_usage: orEmpty(oneOf(['off_session', 'on_session'])) }
const options = {
  payment_method_options: hash({
    amazon_pay: orEmpty(
      hash({
        capture_method: orEmpty(unsupported()),
        setup_future_usage: orEmpty(oneOf(['none', 'off_session'])),
      }),
    ),
    card: unsupported(),
  }),
}
const confirmation = {
  mandate_data: orEmpty(mandateDataParam),
  off_session: offSession,
  return_url: returnUrlParam,
  use_stripe_sdk: flag(),
  error_on_requires_action: unsupported(),
  mandate: unsupported(),
  radar_options: unsupported(),
}
/** What create and update share with confirm, and the sandbox with none. */
const notYet = {
  amount_details: unsupported(),
  hooks: unsupported(),
  payment_details: unsupported(),
  shipping: unsupported(),
}
const own = {
  ...choice,
  ...method,
  ...saving,
  ...options,
  ...notYet,
  application_fee_amount: unsupported(),
  capture_method: captureMethod,
  customer: filled(),
  customer_account: unsupported(),
  metadata: metadata(),
  payment_method_configuration: unsupported(),
  statement_descriptor: descriptorParam,
  statement_descriptor_suffix: descriptorParam,
  transfer_data: unsupported(),
  transfer_group: unsupported(),
}

/** docs.stripe.com/api/payment_intents/create */
export const createParams = {
  ...own,
  ...confirmation,
  amount: required(amountParam),
  automatic_payment_methods: hash({ allow_redirects: oneOf(['always', 'never']), enabled: required(flag()) }),
  confirm: flag(),
  confirmation_method: oneOf(['automatic']),
  confirmation_token: unsupported(),
  currency: required(currencyParam),
  description: text(1000),
  on_behalf_of: unsupported(),
  receipt_email: emailParam,
}

/** docs.stripe.com/api/payment_intents/update */
export const updateParams = {
  ...own,
  amount: amountParam,
  currency: currencyParam,
  description: orEmpty(text(1000)),
  receipt_email: orEmpty(emailParam),
}

/** docs.stripe.com/api/payment_intents/confirm, and the secret a browser identifies itself with */
export const confirmParams = {
  ...method,
  ...saving,
  ...options,
  ...notYet,
  ...confirmation,
  allowed_payment_method_types: methodTypes,
  amount_to_confirm: unsupported(),
  capture_method: captureMethod,
  client_secret: filled(),
  confirmation_token: unsupported(),
  excluded_payment_method_types: methodTypes,
  receipt_email: orEmpty(emailParam),
}

/** docs.stripe.com/api/payment_intents/cancel */
export const cancelParams = {
  cancellation_reason: oneOf(['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned']),
}

/** docs.stripe.com/api/payment_intents/list */
export const listParams = { ...pageParams, created: created(), customer: filled(), customer_account: unsupported() }
