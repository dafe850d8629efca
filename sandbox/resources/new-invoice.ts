import type Stripe from 'stripe'
import { idOf, newId } from '../ids'
import type { World } from '../world'
import { BUSINESS_NAME } from './account'
import { decimal } from './new-price'
import { ownerOf } from './owner'
import { shownAmount } from './shown-amount'

type Subscription = Readonly<Stripe.Subscription>
type Period = { start: number; end: number }

/**
 * `subscription_cycle` and `upcoming` bill the period that follows, `subscription_create` the one that begins now. A
 * trial costs nothing.
 */
export type Bill = {
  id?: string
  reason: 'subscription_create' | 'subscription_cycle' | 'subscription_update' | 'upcoming'
  /** What the money is for. */
  period: Period
  /** From when to when it was gathered: the period that is over, or the moment of the beginning. */
  gathered: Period
  trial: boolean
}

/** A draft of what a subscription costs in one period, not stored yet. Taxes and discounts do not exist here. */
export function newInvoice(world: World, subscription: Subscription, bill: Bill): Stripe.Invoice {
  const { id = newId('invoice'), reason, gathered } = bill
  const lines = subscription.items.data.map((item) => newLine(world, item, { ...bill, id }))
  const total = lines.reduce((sum, { amount }) => sum + amount, 0)
  return {
    ...BLANK,
    ...billedTo(world, subscription),
    id,
    account_country: world.settings.country,
    amount_due: total,
    amount_remaining: total,
    billing_reason: reason,
    created: world.now(),
    currency: subscription.currency,
    lines: { object: 'list', data: lines, has_more: false, url: `/v1/invoices/${id}/lines` },
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    payment_settings: {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: subscription.payment_settings?.payment_method_types ?? null,
    },
    period_end: gathered.end,
    period_start: gathered.start,
    subtotal: total,
    subtotal_excluding_tax: total,
    total,
    total_excluding_tax: total,
  }
}

/** Copied, because an invoice keeps what it said (docs.stripe.com/api/invoices/object). */
function billedTo(world: World, { customer: named }: Subscription) {
  const customer = world.store.get('customers', idOf(named) ?? '')
  return {
    ...ownerOf(world, idOf(named)),
    customer_address: customer?.address ?? null,
    customer_email: customer?.email ?? null,
    customer_name: customer?.name ?? null,
    customer_phone: customer?.phone ?? null,
    customer_tax_exempt: customer?.tax_exempt ?? null,
  }
}

function newLine(world: World, item: Stripe.SubscriptionItem, bill: Bill & { id: string }): Stripe.InvoiceLineItem {
  const { price, quantity = 1 } = item
  const amount = bill.trial ? 0 : (price.unit_amount ?? 0) * quantity
  const product = idOf(price.product) ?? ''
  const name = world.store.get('products', product)?.name ?? product
  return {
    id: newId('invoiceLine'),
    object: 'line_item',
    amount,
    currency: price.currency,
    description: bill.trial ? `Trial period for ${name}` : `${quantity} × ${name} (at ${rate(price)})`,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: bill.id,
    livemode: false,
    metadata: item.metadata,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: item.subscription,
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    period: bill.period,
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: price.id, product },
      type: 'price_details',
      unit_amount_decimal: bill.trial ? decimal(0) : price.unit_amount_decimal,
    },
    quantity,
    quantity_decimal: decimal(quantity),
    subscription: item.subscription,
    subtotal: amount,
    taxes: [],
  }
}

/** `$12.00 / month`, `$12.00 every 3 months`. */
function rate({ unit_amount: amount, currency, recurring }: Readonly<Stripe.Price>): string {
  const { interval = '', interval_count: every = 1 } = recurring ?? {}
  const each = shownAmount(amount ?? 0, currency)
  return every === 1 ? `${each} / ${interval}` : `${each} every ${every} ${interval}s`
}

type Own =
  | keyof ReturnType<typeof billedTo>
  | 'account_country'
  | 'amount_due'
  | 'amount_remaining'
  | 'billing_reason'
  | 'created'
  | 'currency'
  | 'id'
  | 'lines'
  | 'parent'
  | 'payment_settings'
  | 'period_end'
  | 'period_start'
  | 'subtotal'
  | 'subtotal_excluding_tax'
  | 'total'
  | 'total_excluding_tax'

/** `payments` and `confirmation_secret` are there only when they are asked for. */
const BLANK: Omit<Stripe.Invoice, Own> = {
  object: 'invoice',
  account_name: BUSINESS_NAME,
  account_tax_ids: null,
  amount_overpaid: 0,
  amount_paid: 0,
  amount_shipping: 0,
  application: null,
  attempt_count: 0,
  attempted: false,
  auto_advance: true,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
  automatically_finalizes_at: null,
  collection_method: 'charge_automatically',
  custom_fields: null,
  customer_shipping: null,
  customer_tax_ids: [],
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  due_date: null,
  effective_at: null,
  ending_balance: null,
  footer: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  metadata: {},
  next_payment_attempt: null,
  number: null,
  on_behalf_of: null,
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  starting_balance: 0,
  statement_descriptor: null,
  status: 'draft',
  status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  test_clock: null,
  total_discount_amounts: [],
  total_pretax_credit_amounts: [],
  total_taxes: [],
  webhooks_delivered_at: null,
}
