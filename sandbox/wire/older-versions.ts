import { isObject, type Json } from './json'

/** What an object of before showed of others; `older-lookups.ts` finds it in a world. */
export type Lookups = {
  paidBy: (invoice: string) => { intent: string; charge: string | null } | null
  invoiceOf: (paymentIntent: unknown) => string | null
  chargesOf: (paymentIntent: string) => object
  refundsOf: (charge: string) => object
  subscriptionsOf: (customer: string) => object
  priceOf: (price: unknown) => { price: object; plan: object | null } | null
}
/** How an object looked before a version; `previous` is the same for `previous_attributes`, which hold a part of it. */
type Before = { [object: string]: (now: Json, look: Lookups) => Json }
type Change = { version: string; before: Before; previous?: { [object: string]: (previous: Json, now: Json) => Json } }

/**
 * `body` as a client of `version` gets it, with everything inside; the newest version is what the sandbox keeps. An
 * event is left alone: it has a version of its own.
 */
export function atVersion<Body>(body: Body, version: string, look: Lookups): Body {
  const changes = since(version)
  // Every change answers an object of the kind it was given, only of another time.
  return changes.length === 0 ? body : (rendered(body, changes, look) as Body)
}

/** The same for what an object held before a change (`data.previous_attributes` of an event). */
export function previousAtVersion(previous: Json, { now, version }: { now: Json; version: string }): Json {
  const kind = String(now['object'])
  return since(version).reduce((shown, change) => change.previous?.[kind]?.(shown, now) ?? shown, previous)
}

/** The day a version was made, which is all that its order depends on. */
export function isBefore(version: string, date: string): boolean {
  return version.slice(0, 10) < date.slice(0, 10)
}

function since(version: string): Change[] {
  return CHANGES.filter((change) => isBefore(version, change.version))
}

function rendered(value: unknown, changes: Change[], look: Lookups): unknown {
  if (Array.isArray(value)) return value.map((each) => rendered(each, changes, look))
  if (!isObject(value)) return value
  const kind = value['object']
  if (kind === 'event') return value
  const older = typeof kind === 'string' ? asBefore(kind, { value, changes, look }) : value
  // Metadata are the shop's own, also when they have an `object`.
  const shown = (name: string, each: unknown) => (name === 'metadata' ? each : rendered(each, changes, look))
  return Object.fromEntries(Object.entries(older).map(([name, each]) => [name, shown(name, each)]))
}

function asBefore(kind: string, { value, changes, look }: { value: Json; changes: Change[]; look: Lookups }): Json {
  return changes.reduce((shown, { before }) => before[kind]?.(shown, look) ?? shown, value)
}

/** Newest first, each undone in turn (docs.stripe.com/changelog). What was only added since is shown to everybody. */
const CHANGES: Change[] = [
  { version: '2026-03-25.dahlia', before: { 'checkout.session': withOldUiMode } },
  {
    version: '2025-03-31.basil',
    before: {
      charge: (charge, look) => ({ ...charge, invoice: look.invoiceOf(charge['payment_intent']) }),
      'checkout.session': (session) => ({ ...session, shipping_details: null }),
      invoice: invoiceOfAcacia,
      line_item: lineOfAcacia,
      payment_intent: (intent, look) => ({ ...intent, invoice: look.invoiceOf(intent['id']) }),
      plan: (plan) => ({ ...plan, aggregate_usage: null }),
      price: withAggregateUsage,
      subscription: subscriptionOfAcacia,
    },
    previous: { invoice: invoiceBeforeChange, subscription: subscriptionBeforeChange },
  },
  {
    version: '2024-04-10',
    before: {
      invoice: (invoice) => ({ ...invoice, rendering_options: null }),
      product: renamed('marketing_features', 'features'),
    },
    previous: { product: renamed('marketing_features', 'features') },
  },
  {
    version: '2022-11-15',
    before: {
      charge: (charge, look) => ({ ...charge, refunds: look.refundsOf(idOf(charge)) }),
      payment_intent: (intent, look) => ({ ...intent, charges: look.chargesOf(idOf(intent)) }),
    },
  },
  {
    version: '2020-08-27',
    before: {
      customer: (customer, look) => ('deleted' in customer ? customer : customerWithLists(customer, look)),
    },
  },
]

function customerWithLists(customer: Json, look: Lookups): Json {
  const of = (name: string) => `/v1/customers/${idOf(customer)}/${name}`
  const subscriptions = look.subscriptionsOf(idOf(customer))
  return { ...customer, sources: emptyList(of('sources')), subscriptions, tax_ids: emptyList(of('tax_ids')) }
}

function withOldUiMode({ ui_mode: mode, ...session }: Json): Json {
  return { ...session, ui_mode: OLD_UI_MODES[String(mode)] ?? mode }
}

/** What `ui_mode` was called before 2026-03-25.dahlia. */
export const OLD_UI_MODES: { [now: string]: string } = {
  elements: 'custom',
  embedded_page: 'embedded',
  hosted_page: 'hosted',
}

function idOf({ id }: Json): string {
  return typeof id === 'string' ? id : ''
}

function emptyList(url: string): Json {
  return { object: 'list', data: [], has_more: false, total_count: 0, url }
}

function renamed(now: string, before: string) {
  return ({ [now]: value, ...rest }: Json): Json => (value === undefined ? rest : { ...rest, [before]: value })
}

function withAggregateUsage({ recurring, ...price }: Json): Json {
  return { ...price, recurring: isObject(recurring) ? { ...recurring, aggregate_usage: null } : recurring }
}

/** Its period was its own, not its items'; with a single item it showed that item's plan. */
function subscriptionOfAcacia(subscription: Json): Json {
  const [item, ...others] = itemsOf(subscription)
  return {
    ...subscription,
    current_period_end: item?.['current_period_end'] ?? null,
    current_period_start: item?.['current_period_start'] ?? null,
    discount: null,
    plan: others.length === 0 ? (item?.['plan'] ?? null) : null,
    quantity: others.length === 0 ? (item?.['quantity'] ?? null) : null,
  }
}

/** Items can change without their period. */
function subscriptionBeforeChange(previous: Json, now: Json): Json {
  const [[before], [after]] = [itemsOf(previous), itemsOf(now)]
  const changed = ['current_period_end', 'current_period_start'].filter((name) => before?.[name] !== after?.[name])
  return { ...previous, ...(before && Object.fromEntries(changed.map((name) => [name, before[name]]))) }
}

function itemsOf({ items }: Json): Json[] {
  const data = isObject(items) ? items['data'] : null
  return Array.isArray(data) ? data.filter(isObject) : []
}

/** An invoice named what it is for and what it is paid with (docs.stripe.com/changelog/basil/2025-03-31). */
function invoiceOfAcacia({ parent, total_taxes: taxes, ...invoice }: Json, look: Lookups): Json {
  const about = isObject(parent) && isObject(parent['subscription_details']) ? parent['subscription_details'] : null
  const payment = invoice['status'] === 'draft' ? null : look.paidBy(idOf(invoice))
  return {
    ...invoice,
    application_fee_amount: null,
    charge: invoice['attempted'] === true ? (payment?.charge ?? null) : null,
    discount: null,
    paid: invoice['status'] === 'paid',
    paid_out_of_band: false,
    payment_intent: payment?.intent ?? null,
    quote: null,
    subscription: about?.['subscription'] ?? null,
    subscription_details: about && { metadata: about['metadata'] },
    tax: null,
    total_tax_amounts: taxes,
    transfer_data: null,
  }
}

function invoiceBeforeChange(previous: Json): Json {
  return 'status' in previous ? { ...previous, paid: previous['status'] === 'paid' } : previous
}

function lineOfAcacia({ parent, pricing, taxes, ...line }: Json, look: Lookups): Json {
  const about =
    isObject(parent) && isObject(parent['subscription_item_details']) ? parent['subscription_item_details'] : {}
  const details = isObject(pricing) && isObject(pricing['price_details']) ? pricing['price_details'] : {}
  const found = look.priceOf(details['price'])
  return {
    ...line,
    amount_excluding_tax: line['amount'],
    plan: found?.plan ?? null,
    price: found?.price ?? null,
    proration: about['proration'] ?? false,
    proration_details: about['proration_details'] ?? { credited_items: null },
    subscription_item: about['subscription_item'] ?? null,
    tax_amounts: taxes,
    tax_rates: [],
    type: 'subscription',
    unit_amount_excluding_tax: isObject(pricing) ? pricing['unit_amount_decimal'] : null,
  }
}
