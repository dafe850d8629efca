import { shownTransaction } from '../ledger'
import { lineItemsOf } from '../resources/checkout-items'
import { shownDispute } from '../resources/disputes'
import { confirmationSecretOf, paymentsOf } from '../resources/invoice-payments'
import { refundsOf } from '../resources/refunds'
import type { TableName } from '../tables'
import type { World } from '../world'
import { invalid } from './errors'
import { isHash } from './form'
import { filled, list } from './parameters'

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
}
/** Hashes inside an object that have expandable fields of their own. */
const EXPANDABLE_HASHES: { [path: string]: TableName[] } = {
  'customer.invoice_settings.default_payment_method': ['payment_methods'],
  'invoice.parent.subscription_details.subscription': ['subscriptions'],
  'invoice_payment.payment.payment_intent': ['payment_intents'],
}
/** Lists and hashes that an object shows only when asked to. */
const EXPANDABLE_LISTS: { [path: string]: (world: World, id: string) => object | null } = {
  'charge.refunds': refundsOf,
  'checkout.session.line_items': lineItemsOf,
  'invoice.confirmation_secret': confirmationSecretOf,
  'invoice.payments': paymentsOf,
}
const MAXIMUM_DEPTH = 4

/** `expand[]=a.b`; lists are expanded below `data` (docs.stripe.com/api/expanding_objects). */
export function readExpand(value: unknown): string[] {
  return value === undefined ? [] : list(filled()).read(value, 'expand')
}

/** A copy of `body` with the objects named by `paths` in the place of their ids. */
export function expanded(world: World, body: unknown, paths: string[]): unknown {
  const copy: unknown = structuredClone(body)
  for (const path of paths) {
    const fields = path.split('.')
    if (fields.length > MAXIMUM_DEPTH) throw tooDeep(path)
    expandPath({ world, path, holder: null }, copy, fields)
  }
  return copy
}

/** `holder`: the object and fields that lead to a hash which is no object itself. */
type Walk = { world: World; path: string; holder: string | null }

function expandPath(walk: Walk, target: unknown, fields: string[]): void {
  const [field, ...rest] = fields
  if (field === undefined || !isHash(target)) return
  if (target['object'] === 'list') return expandList(walk, target, fields)
  const object = typeof target['object'] === 'string' ? target['object'] : null
  const list = EXPANDABLE_LISTS[`${object}.${field}`]
  if (list) return expandIntoList(walk, target, { field, rest, list })
  const tables = tablesFor(walk, object, field)
  const value: unknown = target[field]
  const from = object ?? walk.holder
  const next = { ...walk, holder: from === null ? null : `${from}.${field}` }
  if (tables === null) {
    // A plain hash on the way (`last_setup_error`, `invoice_settings`) is walked through, nothing else.
    if (rest.length === 0 || (value !== null && !isHash(value))) throw cannotExpand(walk.path)
    return expandPath(next, value, rest)
  }
  const found = typeof value === 'string' ? lookUp(walk.world, tables, value) : value
  // Objects come from the store as JSON, which is what a form value is made of too.
  if (isHash(found)) target[field] = found
  expandPath(walk, target[field], rest)
}

type ListField = { field: string; rest: string[]; list: (world: World, id: string) => object | null }

function expandIntoList(walk: Walk, target: { [name: string]: unknown }, { field, rest, list }: ListField): void {
  const shownList: unknown = structuredClone(list(walk.world, String(target['id'])))
  target[field] = shownList
  if (rest.length > 0) expandPath({ ...walk, holder: null }, shownList, rest)
}

function expandList(walk: Walk, target: { [name: string]: unknown }, [field, ...rest]: string[]): void {
  const items = target['data']
  if (field !== 'data' || !Array.isArray(items)) throw cannotExpandList(walk.path)
  if (rest.length === 0) throw cannotExpand(walk.path)
  for (const item of items) expandPath(walk, item, rest)
}

function tablesFor(walk: Walk, object: string | null, field: string): TableName[] | null {
  if (object) return EXPANDABLE[object]?.[field] ?? null
  const { holder } = walk
  const named = holder === null ? undefined : EXPANDABLE_HASHES[`${holder}.${field}`]
  return named ?? embeddedMethod(field)
}

/** `last_setup_error.payment_method` already is an object. */
function embeddedMethod(field: string): TableName[] | null {
  return field === 'payment_method' ? ['payment_methods'] : null
}

function lookUp(world: World, tables: TableName[], id: string): unknown {
  for (const table of tables) {
    const row = world.store.get(table, id)
    if (row) return structuredClone(shown(world, row))
  }
  return id
}

/** Whether money is available already depends on the time at which it is looked at. */
function shown(world: World, row: object): object {
  // What `object` says is what the row is.
  const object = 'object' in row ? row.object : null
  if (object === 'balance_transaction') return shownTransaction(world, row as Parameters<typeof shownTransaction>[1])
  return object === 'dispute' ? shownDispute(world, row as Parameters<typeof shownDispute>[1]) : row
}

function cannotExpand(path: string) {
  return invalid(`This property cannot be expanded (${path}).`, { param: 'expand' })
}

function cannotExpandList(path: string) {
  return invalid(`This property cannot be expanded (${path}). You may want to try expanding 'data.${path}' instead.`, {
    param: 'expand',
  })
}

function tooDeep(path: string) {
  return invalid(`You cannot expand more than ${MAXIMUM_DEPTH} levels of a property. Property: ${path}`, {
    param: 'expand',
  })
}
