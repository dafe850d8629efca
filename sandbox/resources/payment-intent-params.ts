import { notImitated } from '../wire/errors'
import { created, pageParams } from '../wire/list'
import { metadata } from '../wire/metadata'
import {
  beside,
  filled,
  flag,
  hash,
  imitated,
  list,
  off,
  oneOf,
  orEmpty,
  type Param,
  required,
  text,
  unsupported,
} from '../wire/parameters'
import { emailParam, parcelParam } from './addresses'
import { amountParam, currencyParam } from './amounts'
import { mandateDataParam } from './mandate-data'
import { METHOD_TYPES, OTHER_TYPES } from './method-types'
import { ownerParams } from './owner'
import { methodData } from './payment-method-params'
import { returnUrlParam } from './return-url'
import { descriptorParam } from './statement-descriptor'

const captureMethod = oneOf(['automatic', 'automatic_async', 'manual'] as const)
const manualOnly = orEmpty(oneOf(['manual'] as const))

/** `true`, or the kind of agreement the charge falls under. */
const offSession: Param<boolean> = {
  read: (value, name) => value === 'one_off' || value === 'recurring' || flag().read(value, name),
}

/** Capturing several times is offered for some cards on request, and for Amazon Pay not at all. */
const finalCapture: Param<true> = {
  read: (value, name) => {
    if (flag().read(value, name)) return true
    throw notImitated('capturing more than once', name)
  },
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
  payment_method_options: hash(
    beside(OTHER_TYPES, {
      amazon_pay: orEmpty(
        hash({
          capture_method: manualOnly,
          setup_future_usage: orEmpty(oneOf(['none', 'off_session'] as const)),
        }),
      ),
      card: orEmpty(
        hash({
          capture_method: manualOnly,
          cvc_token: unsupported(),
          installments: unsupported(),
          mandate_options: unsupported(),
          moto: off(),
          network: unsupported(),
          request_extended_authorization: unsupported(),
          request_incremental_authorization: unsupported(),
          request_multicapture: unsupported(),
          request_overcapture: unsupported(),
          request_three_d_secure: orEmpty(imitated(['automatic'], ['any', 'challenge'])),
          require_cvc_recollection: off(),
          setup_credential_usage: unsupported(),
          setup_future_usage: orEmpty(oneOf(['none', 'off_session', 'on_session'] as const)),
          stored_credential_usage: unsupported(),
          statement_descriptor_suffix_kana: unsupported(),
          statement_descriptor_suffix_kanji: unsupported(),
          three_d_secure: unsupported(),
        }),
      ),
    }),
  ),
}
const confirmation = {
  mandate_data: orEmpty(mandateDataParam),
  off_session: offSession,
  return_url: returnUrlParam,
  use_stripe_sdk: flag(),
  error_on_requires_action: off(),
  mandate: unsupported(),
  radar_options: unsupported(),
}
/** What create and update share with confirm, and the sandbox with none. */
const notYet = {
  amount_details: unsupported(),
  hooks: unsupported(),
  payment_details: unsupported(),
}
const own = {
  ...choice,
  ...method,
  ...saving,
  ...options,
  ...notYet,
  application_fee_amount: unsupported(),
  capture_method: captureMethod,
  ...ownerParams,
  metadata: metadata(),
  payment_method_configuration: unsupported(),
  shipping: orEmpty(parcelParam),
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
  confirmation_method: imitated(['automatic'], ['manual']),
  confirmation_token: filled(),
  currency: required(currencyParam),
  description: text(1000),
  on_behalf_of: unsupported(),
  receipt_email: emailParam,
  save_payment_method: flag(),
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
  confirmation_token: filled(),
  excluded_payment_method_types: methodTypes,
  receipt_email: orEmpty(emailParam),
  save_payment_method: flag(),
  shipping: orEmpty(parcelParam),
}

/** docs.stripe.com/api/payment_intents/capture */
export const captureParams = {
  amount_details: unsupported(),
  amount_to_capture: amountParam,
  application_fee_amount: unsupported(),
  final_capture: finalCapture,
  hooks: unsupported(),
  metadata: metadata(),
  payment_details: unsupported(),
  statement_descriptor: descriptorParam,
  statement_descriptor_suffix: descriptorParam,
  transfer_data: unsupported(),
}

/** docs.stripe.com/api/payment_intents/cancel */
export const cancelParams = {
  cancellation_reason: oneOf(['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned']),
}

/** docs.stripe.com/api/payment_intents/list */
export const listParams = { ...pageParams, created: created(), ...ownerParams }
