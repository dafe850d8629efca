import { notImitated } from '../wire/errors'
import { metadata } from '../wire/metadata'
import {
  filled,
  hash,
  integer,
  list,
  oneOf,
  orEmpty,
  type Param,
  required,
  text,
  unsupported,
} from '../wire/parameters'
import { addressParam, emailParam } from './addresses'

/** A balance would go into the next invoice, which here knows of none: taken, it would be lost in silence. */
const noBalance: Param<number> = {
  read: (value, name) => {
    const balance = integer().read(value, name)
    if (balance !== 0) throw notImitated(`\`${name}\` other than 0`, name)
    return balance
  },
}

/** docs.stripe.com/api/customers/update */
export const updateParams = {
  address: orEmpty(addressParam),
  balance: noBalance,
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
