import { lineItemsOf } from '../resources/checkout-items'
import { confirmationSecretOf, paymentsOf } from '../resources/invoice-payments'
import { refundsOf } from '../resources/refunds'
import type { TableName } from '../tables'
import type { World } from '../world'
import { subscriptionsOf } from './older-lookups'
import { isBefore } from './older-versions'

/** Which fields of which object hold ids, and where the objects behind them are. */
const EXPANDABLE: { [object: string]: { [field: string]: TableName[] } } = {
  setup_intent: {
    customer: ['customers', 'deleted_customers'],
    latest_attempt: ['setup_attempts'],
    mandate: ['mandates'],
    on_behalf_of: [],
    application: [],
    payment_method: ['payment_methods'],
    single_use_mandate: ['mandates'],
  },
  setup_attempt: {
    application: [],
    customer: ['customers', 'deleted_customers'],
    on_behalf_of: [],
    payment_method: ['payment_methods'],
    setup_intent: ['setup_intents'],
  },
  payment_method: { customer: ['customers', 'deleted_customers'] },
  mandate: { payment_method: ['payment_methods'] },
  payment_intent: {
    application: [],
    customer: ['customers', 'deleted_customers'],
    latest_charge: ['charges'],
    on_behalf_of: [],
    payment_method: ['payment_methods'],
    review: [],
    source: [],
  },
  charge: {
    application: [],
    application_fee: [],
    balance_transaction: ['balance_transactions'],
    customer: ['customers', 'deleted_customers'],
    failure_balance_transaction: ['balance_transactions'],
    on_behalf_of: [],
    payment_intent: ['payment_intents'],
    review: [],
    source_transfer: [],
    transfer: [],
  },
  balance_transaction: { source: ['charges', 'refunds', 'disputes'] },
  refund: {
    balance_transaction: ['balance_transactions'],
    charge: ['charges'],
    customer: ['customers', 'deleted_customers'],
    failure_balance_transaction: ['balance_transactions'],
    payment_intent: ['payment_intents'],
    payment_method: ['payment_methods'],
    source_transfer_reversal: [],
    transfer_reversal: [],
  },
  dispute: { charge: ['charges'], payment_intent: ['payment_intents'] },
  'checkout.session': {
    customer: ['customers', 'deleted_customers'],
    invoice: ['invoices'],
    payment_intent: ['payment_intents'],
    payment_link: [],
    setup_intent: ['setup_intents'],
    subscription: ['subscriptions'],
  },
  customer: { default_source: [], test_clock: [] },
  product: { default_price: ['prices'], tax_code: [] },
  price: { product: ['products'] },
  subscription: {
    application: [],
    customer: ['customers', 'deleted_customers'],
    default_payment_method: ['payment_methods'],
    default_source: [],
    latest_invoice: ['invoices'],
    on_behalf_of: [],
    pending_setup_intent: ['setup_intents'],
    schedule: [],
    test_clock: [],
  },
  invoice: {
    application: [],
    customer: ['customers', 'deleted_customers'],
    default_payment_method: ['payment_methods'],
    default_source: [],
    latest_revision: [],
    on_behalf_of: [],
    test_clock: [],
  },
  invoice_payment: { invoice: ['invoices'] },
  line_item: { subscription: ['subscriptions'] },
  plan: { product: ['products'] },
}
/** Fields of hashes inside an object, by the fields that lead to them. */
const EXPANDABLE_HASHES: { [path: string]: TableName[] } = {
  'customer.invoice_settings.default_payment_method': ['payment_methods'],
  'invoice.parent.subscription_details.subscription': ['subscriptions'],
  'invoice_payment.payment.payment_intent': ['payment_intents'],
  'line_item.pricing.price_details.price': ['prices'],
}
/** Lists and hashes that an object shows only when asked to. */
const EXPANDABLE_LISTS: { [path: string]: (world: World, id: string) => object | null } = {
  'charge.refunds': refundsOf,
  'checkout.session.line_items': lineItemsOf,
  'checkout.session.total_details.breakdown': () => ({ discounts: [], taxes: [] }),
  'customer.sources': (_world, id) => emptyList(`/v1/customers/${id}/sources`),
  'customer.subscriptions': subscriptionsOf,
  'customer.tax_ids': (_world, id) => emptyList(`/v1/customers/${id}/tax_ids`),
  'invoice.confirmation_secret': confirmationSecretOf,
  'invoice.payments': paymentsOf,
}

/** What could be expanded until a version took its place (docs.stripe.com/changelog/basil/2025-03-31). */
const UNTIL_BASIL: typeof EXPANDABLE = {
  charge: { invoice: ['invoices'] },
  invoice: { charge: ['charges'], payment_intent: ['payment_intents'], quote: [], subscription: ['subscriptions'] },
  payment_intent: { invoice: ['invoices'] },
}
const SINCE_BASIL = new Set(['invoice.confirmation_secret', 'invoice.payments'])
const BASIL = '2025-03-31.basil'

/** Where the object behind a field's id may be; null for a field that is no reference. */
export function expandableTables(object: string, field: string, version: string): TableName[] | null {
  const known = { ...EXPANDABLE[object], ...(isBefore(version, BASIL) && UNTIL_BASIL[object]) }
  return Object.hasOwn(known, field) ? (known[field] ?? null) : null
}

/** The same for a field of a hash, named with the object and the fields that lead to it. */
export function expandableHash(path: string): TableName[] | undefined {
  return EXPANDABLE_HASHES[path]
}

export function expandableList(path: string, version: string) {
  if (SINCE_BASIL.has(path) && isBefore(version, BASIL)) return undefined
  return EXPANDABLE_LISTS[path]
}

/** Neither bank accounts nor tax ids are imitated, so a customer has none. */
function emptyList(url: string): object {
  return { object: 'list', data: [], has_more: false, url }
}
