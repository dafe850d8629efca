import { metadata } from '../wire/metadata'
import { created, pageParams } from '../wire/list'
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
  required,
  text,
  unsupported,
} from '../wire/parameters'
import { mandateDataParam } from './mandate-data'
import { METHOD_TYPES, OTHER_TYPES } from './method-types'
import { ownerParams } from './owner'
import { methodData } from './payment-method-params'
import { returnUrlParam } from './return-url'

const methodTypes = list(oneOf(METHOD_TYPES))
const method = { payment_method: filled(), payment_method_data: hash(methodData) }
const confirmation = { mandate_data: orEmpty(mandateDataParam), return_url: returnUrlParam, use_stripe_sdk: flag() }
/** Nothing but what is the case anyway. */
const options = {
  payment_method_options: hash(
    beside(OTHER_TYPES, {
      amazon_pay: hash({}),
      card: hash({
        mandate_options: unsupported(),
        moto: off(),
        network: unsupported(),
        request_three_d_secure: imitated(['automatic'], ['any', 'challenge']),
        setup_credential_usage: unsupported(),
        three_d_secure: unsupported(),
      }),
    }),
  ),
}
const notYet = { ...options, payment_method_configuration: unsupported() }
/** Ways to say which methods may be used; `payment_method_types` only before 2026-09-30. */
const choice = {
  allowed_payment_method_types: methodTypes,
  excluded_payment_method_types: methodTypes,
  payment_method_types: methodTypes,
}

/** docs.stripe.com/api/setup_intents/create */
export const createParams = {
  ...choice,
  ...method,
  ...confirmation,
  ...notYet,
  attach_to_self: off(),
  automatic_payment_methods: hash({ allow_redirects: oneOf(['always', 'never']), enabled: required(flag()) }),
  confirm: flag(),
  confirmation_token: filled(),
  ...ownerParams,
  description: text(1000),
  flow_directions: unsupported(),
  metadata: metadata(),
  on_behalf_of: unsupported(),
  single_use: unsupported(),
  usage: oneOf(['off_session', 'on_session']),
}

/** docs.stripe.com/api/setup_intents/update */
export const updateParams = {
  ...choice,
  ...method,
  ...notYet,
  attach_to_self: off(),
  ...ownerParams,
  description: orEmpty(text(1000)),
  flow_directions: unsupported(),
  metadata: metadata(),
}

/** docs.stripe.com/api/setup_intents/confirm, and the secret a browser identifies itself with */
export const confirmParams = {
  ...method,
  ...confirmation,
  allowed_payment_method_types: methodTypes,
  client_secret: filled(),
  confirmation_token: filled(),
  ...options,
}

/** docs.stripe.com/api/setup_intents/cancel */
export const cancelParams = { cancellation_reason: oneOf(['abandoned', 'requested_by_customer', 'duplicate']) }

/** docs.stripe.com/api/setup_intents/list */
export const listParams = {
  ...pageParams,
  attach_to_self: off(),
  created: created(),
  ...ownerParams,
  payment_method: filled(),
}
