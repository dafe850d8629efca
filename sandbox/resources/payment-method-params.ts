import { notImitated } from '../wire/errors'
import { metadata } from '../wire/metadata'
import { pageParams } from '../wire/list'
import { beside, hash, type Param, oneOf, required, unsupported } from '../wire/parameters'
import { billingDetailsParam } from './addresses'
import { METHOD_TYPES, OTHER_TYPES } from './method-types'
import { cardParam } from './new-card'
import { ownerParams } from './owner'

const allowRedisplay = oneOf(['always', 'limited', 'unspecified'])

/** Stripe knows many types; the sandbox can make two. */
const newType: Param<'amazon_pay' | 'card'> = {
  read: (value, name) => {
    const type = oneOf(METHOD_TYPES).read(value, name)
    if (type === 'amazon_pay' || type === 'card') return type
    throw notImitated(`payment methods of the type ${type}`, name)
  },
}

/** `payment_method_data` of an intent (docs.stripe.com/api/setup_intents/create). */
export const methodData = beside([...OTHER_TYPES, 'custom', 'radar_options'], {
  allow_redisplay: allowRedisplay,
  amazon_pay: hash({}),
  billing_details: billingDetailsParam,
  card: cardParam,
  metadata: metadata(),
  type: required(newType),
})

/** docs.stripe.com/api/payment_methods/create */
export const createParams = { ...methodData, customer: unsupported(), payment_method: unsupported() }

/** docs.stripe.com/api/payment_methods/update */
export const updateParams = beside(['card', 'link', 'pay_by_bank', 'payto', 'us_bank_account'], {
  allow_redisplay: allowRedisplay,
  billing_details: billingDetailsParam,
  metadata: metadata(),
})

/** docs.stripe.com/api/payment_methods/customer_list */
export const customerListParams = { ...pageParams, allow_redisplay: allowRedisplay, type: oneOf(METHOD_TYPES) }

/** docs.stripe.com/api/payment_methods/list */
export const listParams = { ...customerListParams, ...ownerParams }
