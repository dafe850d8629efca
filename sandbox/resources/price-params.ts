import { created, pageParams } from '../wire/list'
import { metadata } from '../wire/metadata'
import { filled, flag, hash, imitated, integer, list, oneOf, required, text, unsupported } from '../wire/parameters'
import { currencyParam } from './amounts'
import { descriptorParam } from './statement-descriptor'

const INTERVALS = ['day', 'month', 'week', 'year'] as const

/** How often a price is charged; without it, once. Metered prices are not imitated. */
const recurringParam = hash({
  interval: required(oneOf(INTERVALS)),
  interval_count: integer({ minimum: 1 }),
  meter: unsupported(),
  trial_period_days: unsupported(),
  usage_type: imitated(['licensed'], ['metered']),
})

const notYet = {
  currency_options: unsupported(),
  custom_unit_amount: unsupported(),
  tax_behavior: oneOf(['exclusive', 'inclusive', 'unspecified']),
}
const amount = { unit_amount: integer({ minimum: 0, maximum: 99_999_999 }), unit_amount_decimal: unsupported() }

/** `default_price_data` of a product. */
export const inlinePriceParams = {
  ...notYet,
  ...amount,
  currency: required(currencyParam),
  metadata: metadata(),
  recurring: recurringParam,
}

/** `price_data` of a subscription's item. */
export const itemPriceParams = {
  ...amount,
  currency: required(currencyParam),
  product: required(filled()),
  recurring: required(recurringParam),
  tax_behavior: notYet.tax_behavior,
}

/** docs.stripe.com/api/prices/create */
export const createParams = {
  ...inlinePriceParams,
  active: flag(),
  billing_scheme: imitated(['per_unit'], ['tiered']),
  lookup_key: filled(),
  nickname: text(),
  product: filled(),
  product_data: hash({
    active: flag(),
    id: filled(),
    metadata: metadata(),
    name: required(filled()),
    statement_descriptor: descriptorParam,
    tax_code: unsupported(),
    tax_details: unsupported(),
    unit_label: text(),
  }),
  tiers: unsupported(),
  tiers_mode: unsupported(),
  transfer_lookup_key: unsupported(),
  transform_quantity: unsupported(),
}

/** docs.stripe.com/api/prices/update */
export const updateParams = {
  active: flag(),
  currency_options: unsupported(),
  lookup_key: filled(),
  metadata: metadata(),
  nickname: text(),
  tax_behavior: notYet.tax_behavior,
  transfer_lookup_key: unsupported(),
}

/** docs.stripe.com/api/prices/list */
export const listParams = {
  ...pageParams,
  active: flag(),
  created: created(),
  currency: currencyParam,
  lookup_keys: list(filled()),
  product: filled(),
  recurring: hash({ interval: oneOf(INTERVALS), meter: unsupported(), usage_type: oneOf(['licensed', 'metered']) }),
  type: oneOf(['one_time', 'recurring']),
}
