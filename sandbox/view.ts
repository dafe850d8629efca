import { faultState } from './faults'
import { DEFAULT_SETTINGS } from './inferred'
import { shownEntry } from './journal'
import { balanceTotals, shownTransaction } from './ledger'
import { account } from './resources/account'
import { shownDispute } from './resources/disputes'
import { webhookSwitches } from './state'
import type { TableName } from './tables'
import { customersMoney } from './view-money'
import { eventRows, timelineOf } from './view-timeline'
import { dueNext } from './view-due'
import type { ObjectRow, Opened, Rows, Unchanged, ViewQuery, WorldView } from './view-types'
import type { World } from './world'

/** The collections of a world, in the order in which the page names them. */
export const COLLECTIONS = [
  'customers',
  'payment_methods',
  'setup_intents',
  'setup_attempts',
  'checkout_sessions',
  'mandates',
  'payment_intents',
  'charges',
  'refunds',
  'disputes',
  'balance_transactions',
  'products',
  'prices',
  'subscriptions',
  'invoices',
  'invoice_payments',
] as const satisfies TableName[]
type Collection = (typeof COLLECTIONS)[number]

const ROWS = 100

/** What one page of a world shows, or that nothing has changed since it was read. */
export function worldView(world: World, query: ViewQuery): WorldView | Unchanged {
  const revision = `${STARTED}-${world.store.revision}`
  if (query.revision === revision) return { revision, unchanged: true, clock: world.clock() }
  return {
    revision,
    account: account(world),
    keys: world.keys,
    clock: world.clock(),
    ...dueNext(world),
    counts: counts(world),
    balance: balanceTotals(world),
    webhooks: webhookSwitches(world),
    webhook_endpoints: world.store.all('webhook_endpoints').reverse(),
    settings: world.settings,
    defaults: { ...DEFAULT_SETTINGS, country: world.settings.country },
    faults: faultState(world),
    rows: rowsOf(world, query),
    open: query.open === undefined ? null : opened(world, query.open),
  }
}

/** A revision counts from the start of the process, so it has to say which. */
const STARTED = Date.now().toString(36)

function counts({ store }: World): WorldView['counts'] {
  const tables = COLLECTIONS.map((name) => [name, store.count(name)] as const)
  return { ...Object.fromEntries(tables), requests: store.count('journal'), events: store.count('events') }
}

function rowsOf(world: World, { section, limit = ROWS }: ViewQuery): Rows {
  const newest = <T extends TableName>(table: T) => world.store.all(table).slice(-limit).reverse()
  const collection = COLLECTIONS.find((name) => name === section)
  return {
    requests: section === 'requests' ? newest('journal').map(shownEntry) : [],
    events: section === 'events' ? eventRows(world, newest('events')) : [],
    objects: collection ? newest(collection).map((row) => shown(world, collection, row)) : [],
    customersMoney: section === 'balance' ? customersMoney(world) : [],
  }
}

function opened(world: World, id: string): Opened {
  const entry = world.store.get('journal', id)
  const event = world.store.get('events', id)
  const [row] = event ? eventRows(world, [event]) : []
  const object = COLLECTIONS.map((name) => objectIn(world, name, id)).find((found) => found !== null) ?? null
  return {
    id,
    request: entry ? shownEntry(entry) : null,
    event: row ?? null,
    object,
    timeline: object ? timelineOf(world, id) : [],
  }
}

function objectIn(world: World, name: Collection, id: string): ObjectRow | null {
  const row = world.store.get(name, id)
  return row ? shown(world, name, row) : null
}

/** As the API answers it: money becomes available by the clock alone. */
function shown(world: World, name: Collection, row: ObjectRow): ObjectRow {
  // The name of a table says which objects are in it.
  if (name === 'disputes') return shownDispute(world, row as Parameters<typeof shownDispute>[1])
  if (name === 'balance_transactions') return shownTransaction(world, row as Parameters<typeof shownTransaction>[1])
  return row
}
