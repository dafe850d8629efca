import type Stripe from 'stripe'
import { newId } from '../ids'
import { periodEnd } from '../machines/billing-period'
import { changedMetadata, type MetadataChange } from '../wire/metadata'
import type { World } from '../world'

export type PricedItem = { price: Readonly<Stripe.Price>; quantity: number; metadata: MetadataChange }
export type NewSubscription = {
  customer: Readonly<Stripe.Customer>
  items: PricedItem[]
  currency: string
  /** Unix seconds; null begins with the first paid period. */
  trialEnd: number | null
} & Partial<
  Pick<
    Stripe.Subscription,
    | 'billing_mode'
    | 'cancel_at_period_end'
    | 'default_payment_method'
    | 'description'
    | 'metadata'
    | 'payment_settings'
    | 'trial_settings'
  >
>

/** Not stored yet. Its periods are counted from now, or from the end of its trial. */
export function newSubscription(world: World, given: NewSubscription): Stripe.Subscription {
  const { customer, items, currency, trialEnd, ...own } = given
  const id = newId('subscription')
  const now = world.now()
  const anchor = trialEnd ?? now
  const ending = own.cancel_at_period_end ?? false
  const data = items.map((item) => newItem(world, item, { subscription: id, anchor }))
  return {
    ...BLANK,
    id,
    ...own,
    billing_cycle_anchor: anchor,
    cancel_at: ending ? (data[0]?.current_period_end ?? null) : null,
    canceled_at: ending ? now : null,
    cancellation_details: ending ? { ...NO_DETAILS, reason: 'cancellation_requested' } : NO_DETAILS,
    created: now,
    currency,
    customer: customer.id,
    customer_account: customer.customer_account ?? null,
    items: { object: 'list', data, has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    start_date: now,
    status: trialEnd === null ? 'incomplete' : 'trialing',
    trial_end: trialEnd,
    trial_start: trialEnd === null ? null : now,
  }
}

/** An item of a subscription that begins now. */
export function newItem(
  world: World,
  { price, quantity, metadata }: PricedItem,
  { subscription, anchor }: { subscription: string; anchor: number },
): Stripe.SubscriptionItem {
  const { recurring } = price
  if (!recurring) throw new Error(`${price.id} is not charged repeatedly.`)
  return {
    id: newId('subscriptionItem'),
    object: 'subscription_item',
    billing_thresholds: null,
    created: world.now(),
    current_period_end: anchor > world.now() ? anchor : periodEnd(anchor, recurring, anchor),
    current_period_start: world.now(),
    current_trial: null,
    discounts: [],
    metadata: changedMetadata({}, metadata),
    plan: planOf(price, recurring),
    price,
    quantity,
    subscription,
    tax_rates: [],
  }
}

/** The same as the price, in the words of an older version of Stripe. */
export function planOf(price: Readonly<Stripe.Price>, recurring: Readonly<Stripe.Price.Recurring>): Stripe.Plan {
  const { id, active, created, currency, metadata, nickname, product } = price
  return {
    id,
    object: 'plan',
    active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created,
    currency,
    interval: recurring.interval,
    interval_count: recurring.interval_count,
    livemode: false,
    metadata,
    meter: null,
    nickname,
    product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  }
}

export const NO_DETAILS: Stripe.Subscription.CancellationDetails = {
  comment: null,
  feedback: null,
  feedback_option: null,
  reason: null,
}

/** Which rules set prorations off; prorations are not imitated, so all they change is what a subscription says. */
export function billingMode(type: Stripe.Subscription.BillingMode.Type): Stripe.Subscription.BillingMode {
  return { flexible: type === 'classic' ? null : { proration_discounts: 'included' }, type }
}

type Own =
  | 'billing_cycle_anchor'
  | 'cancel_at'
  | 'canceled_at'
  | 'cancellation_details'
  | 'created'
  | 'currency'
  | 'customer'
  | 'customer_account'
  | 'id'
  | 'items'
  | 'start_date'
  | 'status'
  | 'trial_end'
  | 'trial_start'

const BLANK: Omit<Stripe.Subscription, Own> = {
  object: 'subscription',
  application: null,
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor_config: null,
  billing_mode: billingMode('flexible'),
  billing_schedules: [],
  billing_thresholds: null,
  cancel_at_period_end: false,
  collection_method: 'charge_automatically',
  days_until_due: null,
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  ended_at: null,
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  latest_invoice: null,
  livemode: false,
  managed_payments: null,
  metadata: {},
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pause_collection: null,
  payment_settings: { payment_method_options: null, payment_method_types: null, save_default_payment_method: 'off' },
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  test_clock: null,
  transfer_data: null,
  trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' } },
}
