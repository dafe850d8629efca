import { shownTransaction } from '../ledger'
import { shownDispute } from '../resources/disputes'
import type { TableName } from '../tables'
import type { World } from '../world'
import { invalid } from './errors'
import { expandableHash, expandableList, expandableTables } from './expandable'
import { isHash } from './form'
import { lookupsIn } from './older-lookups'
import { atVersion } from './older-versions'
import { filled, list } from './parameters'

const MAXIMUM_DEPTH = 4
/** One level: `lines.data.pricing.price_details.price` is known to be answered, `data.items.data.price.product` to be refused. */
const HASH_IN_HASH = /\b(pricing\.price_details|parent\.(subscription|subscription_item)_details)\b/g

/** `expand[]=a.b`; lists are expanded below `data` (docs.stripe.com/api/expanding_objects). */
export function readExpand(value: unknown): string[] {
  return value === undefined ? [] : list(filled()).read(value, 'expand')
}

/** `body` as `version` shows it, with the objects named by `paths` in the place of their ids. */
export function expanded({ world, version }: Shown, body: unknown, paths: string[]): unknown {
  const copy = structuredClone(atVersion(body, version, lookupsIn(world)))
  for (const path of paths) {
    const fields = path.split('.')
    if (path.replace(HASH_IN_HASH, 'hash').split('.').length > MAXIMUM_DEPTH) throw tooDeep(path)
    expandPath({ world, version, path, holder: null }, copy, fields)
  }
  return copy
}

type Shown = { world: World; version: string }
/** `holder`: the object and fields that lead to a hash which is no object itself. */
type Walk = Shown & { path: string; holder: string | null }

function expandPath(walk: Walk, target: unknown, fields: string[]): void {
  const [field, ...rest] = fields
  if (field === undefined || !isHash(target)) return
  if (target['object'] === 'list' || target['object'] === 'search_result') return expandList(walk, target, fields)
  const object = typeof target['object'] === 'string' ? target['object'] : null
  const from = object ?? walk.holder
  const list = expandableList(`${from}.${field}`, walk.version)
  if (list) return expandIntoList(walk, target, { field, rest, list })
  const tables = tablesFor(walk, object, field)
  const value: unknown = Object.hasOwn(target, field) ? target[field] : undefined
  const next = { ...walk, holder: from === null ? null : `${from}.${field}` }
  if (tables === null) return expandInside(next, value, rest)
  const found = typeof value === 'string' ? lookUp(walk, tables, value) : value
  // Objects come from the store as JSON, which is what a form value is made of too.
  if (isHash(found)) target[field] = found
  expandPath(walk, target[field], rest)
}

/**
 * What is shown in full anyway (`items`, `items.data.price`, `customer_details`) may be named as well, also where there is
 * nothing of it; texts and numbers may not.
 */
function expandInside(walk: Walk, value: unknown, rest: string[]): void {
  const parts: unknown[] = Array.isArray(value) ? value : [value]
  if (parts.some((part) => part !== null && !isHash(part))) throw cannotExpand(walk.path)
  for (const part of parts) expandPath(walk, part, rest)
}

type ListField = { field: string; rest: string[]; list: (world: World, id: string) => object | null }

function expandIntoList(walk: Walk, target: { [name: string]: unknown }, { field, rest, list }: ListField): void {
  const found = list(walk.world, String(target['id']))
  const shownList: unknown = structuredClone(atVersion(found, walk.version, lookupsIn(walk.world)))
  target[field] = shownList
  if (rest.length > 0) expandPath({ ...walk, holder: null }, shownList, rest)
}

function expandList(walk: Walk, target: { [name: string]: unknown }, [field, ...rest]: string[]): void {
  // Counted by the search itself.
  if (field === 'total_count' && target['object'] === 'search_result') return
  const items = target['data']
  if (field !== 'data' || !Array.isArray(items)) throw cannotExpandList(walk.path)
  for (const item of items) expandPath(walk, item, rest)
}

function tablesFor(walk: Walk, object: string | null, field: string): TableName[] | null {
  if (object) return expandableTables(object, field, walk.version)
  const { holder } = walk
  const named = holder === null ? undefined : expandableHash(`${holder}.${field}`)
  return named ?? embeddedMethod(field)
}

/** `last_setup_error.payment_method` already is an object. */
function embeddedMethod(field: string): TableName[] | null {
  return field === 'payment_method' ? ['payment_methods'] : null
}

function lookUp({ world, version }: Walk, tables: TableName[], id: string): unknown {
  for (const table of tables) {
    const row = world.store.get(table, id)
    if (row) return structuredClone(atVersion(shown(world, row), version, lookupsIn(world)))
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
    code: 'property_expansion_max_depth',
    param: 'expand',
  })
}
