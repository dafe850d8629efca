import { type MetadataChange, metadata } from '../wire/metadata'
import { isHash } from '../wire/form'
import { filled, flag, hash, integer, list, oneOf, type Param, text, unsupported } from '../wire/parameters'
import { emailParam } from './addresses'

/** In JSON null clears a field, where a form has an empty string. */
function orNull<Value>(param: Param<Value>): Param<Value | null> {
  return { read: (value, name) => (value === null ? null : param.read(value, name)) }
}

const jsonMetadata: Param<MetadataChange> = {
  read: (value, name) => {
    if (!isHash(value)) return metadata().read(value ?? '', name)
    const cleared = Object.entries(value).map(([key, each]) => [key, each ?? ''])
    return metadata().read(Object.fromEntries(cleared), name)
  },
}

const customer = hash({
  automatic_indirect_tax: unsupported(),
  billing: unsupported(),
  capabilities: unsupported(),
  shipping: unsupported(),
  test_clock: unsupported(),
})

const CONFIGURATIONS = ['customer', 'merchant', 'recipient'] as const
const configurations = list(oneOf(CONFIGURATIONS))

export const INCLUDES = [
  ...CONFIGURATIONS.map((name) => `configuration.${name}` as const),
  ...(['defaults', 'future_requirements', 'identity', 'requirements'] as const),
] as const
const include = list(oneOf(INCLUDES))

/** docs.stripe.com/api/v2/core/accounts/create, and update */
export const writeParams = {
  account_token: unsupported(),
  configuration: hash({ customer, merchant: unsupported(), recipient: unsupported() }),
  contact_email: orNull(emailParam),
  contact_phone: orNull(text(50)),
  dashboard: unsupported(),
  defaults: unsupported(),
  display_name: orNull(text()),
  identity: unsupported(),
  include,
  metadata: jsonMetadata,
}

/** docs.stripe.com/api/v2/core/accounts/retrieve */
export const retrieveParams = { include }

/** docs.stripe.com/api/v2/core/accounts/list */
export const listParams = {
  applied_configurations: configurations,
  closed: flag(),
  limit: integer({ minimum: 1, maximum: 100 }),
  page: filled(),
}

/** docs.stripe.com/api/v2/core/accounts/close */
export const closeParams = { applied_configurations: configurations }
