import { metadata } from '../wire/metadata'
import { filled, hash, integer, list, oneOf, orEmpty, required, text, unsupported } from '../wire/parameters'
import { addressParam, emailParam } from './addresses'

/** docs.stripe.com/api/customers/update */
export const updateParams = {
  address: orEmpty(addressParam),
  balance: integer(),
  description: orEmpty(text()),
  email: orEmpty(emailParam),
  invoice_settings: hash({
    default_payment_method: orEmpty(filled()),
    custom_fields: unsupported(),
    footer: unsupported(),
    rendering_options: unsupported(),
  }),
  metadata: metadata(),
  name: orEmpty(text()),
  phone: orEmpty(text()),
  preferred_locales: list(filled()),
  shipping: orEmpty(hash({ address: required(addressParam), name: required(text()), phone: text() })),
  tax_exempt: orEmpty(oneOf(['exempt', 'none', 'reverse'])),
  business_name: unsupported(),
  cash_balance: unsupported(),
  default_source: unsupported(),
  individual_name: unsupported(),
  invoice_prefix: unsupported(),
  next_invoice_sequence: unsupported(),
  source: unsupported(),
  tax: unsupported(),
  validate: unsupported(),
}

const { default_source: onlyOnUpdate, ...shared } = updateParams
void onlyOnUpdate

/** docs.stripe.com/api/customers/create */
export const createParams = {
  ...shared,
  payment_method: filled(),
  tax_id_data: unsupported(),
  test_clock: unsupported(),
}
