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
  type Param,
  required,
  text,
  unsupported,
} from '../wire/parameters'
import { currencyParam } from './amounts'
import { METHOD_TYPES } from './method-types'
import { ownerParams } from './owner'
import { itemPriceParams } from './price-params'

/** Unix seconds, or at once. */
const momentParam: Param<number | 'now'> = {
  read: (value, name) => (value === 'now' ? 'now' : integer({ minimum: 0 }).read(value, name)),
}

const FEEDBACK = [
  'customer_service',
  'low_quality',
  'missing_features',
  'other',
  'switched_service',
  'too_complex',
  'too_expensive',
  'unused',
] as const

const cancellationDetails = hash({
  comment: orEmpty(text()),
  feedback: orEmpty(oneOf(FEEDBACK)),
  feedback_option: unsupported(),
})

const itemParams = {
  billing_thresholds: unsupported(),
  current_trial: unsupported(),
  discounts: unsupported(),
  metadata: metadata(),
  /** What prices were called before. */
  plan: filled(),
  price: filled(),
  price_data: hash(itemPriceParams),
  quantity: integer({ minimum: 1 }),
  tax_rates: unsupported(),
}

/** What create and update share, and the sandbox imitates. */
const own = {
  cancel_at_period_end: flag(),
  collection_method: imitated(['charge_automatically'], ['send_invoice']),
  default_payment_method: filled(),
  metadata: metadata(),
  off_session: flag(),
  payment_behavior: imitated(['allow_incomplete', 'default_incomplete', 'error_if_incomplete'] as const, [
    'pending_if_incomplete',
  ]),
  payment_settings: hash({
    payment_method_options: unsupported(),
    payment_method_types: orEmpty(list(oneOf(METHOD_TYPES))),
    save_default_payment_method: oneOf(['off', 'on_subscription']),
  }),
  proration_behavior: oneOf(['always_invoice', 'create_prorations', 'none'] as const),
  trial_end: momentParam,
  trial_settings: hash({
    end_behavior: required(
      hash({
        billing_cycle_anchor: unsupported(),
        missing_payment_method: required(oneOf(['cancel', 'create_invoice', 'pause'])),
      }),
    ),
  }),
}

/** What they share, and the sandbox with neither. */
const notYet = {
  add_invoice_items: unsupported(),
  application_fee_percent: unsupported(),
  automatic_tax: hash({ enabled: required(off()), liability: unsupported() }),
  billing_cycle_anchor: unsupported(),
  billing_schedules: unsupported(),
  billing_thresholds: unsupported(),
  cancel_at: unsupported(),
  days_until_due: unsupported(),
  default_source: unsupported(),
  default_tax_rates: unsupported(),
  discounts: unsupported(),
  invoice_settings: unsupported(),
  on_behalf_of: unsupported(),
  pending_invoice_item_interval: unsupported(),
  transfer_data: unsupported(),
  trial_from_plan: off(),
}

/** docs.stripe.com/api/subscriptions/create */
export const createParams = {
  ...own,
  ...notYet,
  backdate_start_date: unsupported(),
  billing_cycle_anchor_config: unsupported(),
  billing_mode: hash({ flexible: unsupported(), type: required(oneOf(['classic', 'flexible'] as const)) }),
  currency: currencyParam,
  ...ownerParams,
  description: text(500),
  items: required(list(hash(itemParams))),
  trial_period_days: integer({ minimum: 0, maximum: 730 }),
}

/** docs.stripe.com/api/subscriptions/update */
export const updateParams = {
  ...own,
  ...notYet,
  cancellation_details: cancellationDetails,
  description: orEmpty(text(500)),
  items: list(
    hash({
      ...itemParams,
      clear_usage: off(),
      deleted: unsupported(),
      id: filled(),
      price_data: unsupported(),
    }),
  ),
  pause_collection: unsupported(),
  proration_date: unsupported(),
}

/** docs.stripe.com/api/subscriptions/cancel */
export const cancelParams = {
  cancellation_details: cancellationDetails,
  invoice_now: off(),
  prorate: off(),
}

/** docs.stripe.com/api/subscriptions/list */
export const listParams = {
  ...pageParams,
  automatic_tax: unsupported(),
  collection_method: oneOf(['charge_automatically', 'send_invoice']),
  created: created(),
  current_period_end: created(),
  current_period_start: created(),
  ...ownerParams,
  plan: filled(),
  price: filled(),
  status: oneOf([
    'active',
    'all',
    'canceled',
    'ended',
    'incomplete',
    'incomplete_expired',
    'past_due',
    'paused',
    'trialing',
    'unpaid',
  ]),
  test_clock: unsupported(),
}
