import type { Tables } from '../tables'
import { type Call, type Route, readCall } from '../wire/call'
import { StripeError, invalid } from '../wire/errors'
import { readExpand } from '../wire/expand'
import { isObject } from '../wire/json'
import { isBefore } from '../wire/older-versions'
import { pageLimit } from '../wire/list'
import { filled, required } from '../wire/parameters'
import { matcher, type Searchable } from '../wire/search-match'
import { readQuery } from '../wire/search-query'

type Table = 'charges' | 'customers' | 'invoices' | 'payment_intents' | 'prices' | 'products' | 'subscriptions'
type Found = Readonly<Tables[Table]>

const number = { kind: 'number' } as const
const text = { kind: 'text' } as const
const token = { kind: 'token' } as const

/** docs.stripe.com/search, "query fields"; `metadata['key']` belongs to every one of them. */
const SEARCHABLE: { [table in Table]: Omit<Searchable, 'plural'> } = {
  charges: {
    fields: {
      amount: number,
      'billing_details.address.postal_code': token,
      created: number,
      currency: token,
      customer: token,
      disputed: token,
      refunded: token,
      status: token,
    },
    pattern: /^payment_method_details\.\w+\.(brand|exp_month|exp_year|fingerprint|last4)$/,
  },
  customers: { fields: { created: number, email: text, name: text, phone: text } },
  invoices: {
    fields: {
      created: number,
      currency: token,
      customer: token,
      last_finalization_error_code: { kind: 'token', at: (row) => lastError(row['last_finalization_error'], 'code') },
      last_finalization_error_type: { kind: 'token', at: (row) => lastError(row['last_finalization_error'], 'type') },
      number: text,
      receipt_number: text,
      status: token,
      subscription: { kind: 'token', at: subscriptionIn },
      total: number,
    },
  },
  payment_intents: { fields: { amount: number, created: number, currency: token, customer: token, status: token } },
  prices: { fields: { active: token, currency: token, lookup_key: text, product: token, type: token } },
  products: { fields: { active: token, description: text, name: text, shippable: token, url: text } },
  subscriptions: { fields: { canceled_at: number, created: number, status: token } },
}

/** Before the routes of single objects, whose ids would otherwise be taken to be `search`. */
export const searchRoutes: Route[] = tables().map((table) => ({
  method: 'GET',
  path: `/v1/${table}/search`,
  handle: (call) => search(call, table),
}))

function tables(): Table[] {
  // The record has exactly these keys.
  return Object.keys(SEARCHABLE) as Table[]
}

const params = { limit: pageLimit, page: filled(), query: required(filled()) }

/** Newest first. Stripe finds things some time after they were made; the setting `searchSeconds` says how long. */
function search(call: Call, table: Table): object {
  if (isBefore(call.version, OLDEST_VERSION)) throw tooOld(call.version)
  const { limit = 10, page, query } = readCall(call, params)
  const isWanted = matcher(readQuery(query), { plural: table, ...SEARCHABLE[table] })
  const newest = call.world.now() - call.world.settings.searchSeconds
  const found = rowsOf(call, table).filter((row) => row.created <= newest && isWanted(row))
  const start = page === undefined ? 0 : placeOf(page, found)
  const data = found.slice(start, start + limit)
  const last = data.at(-1)
  const more = found.length > start + limit && last !== undefined
  return {
    object: 'search_result',
    data,
    has_more: more,
    next_page: more ? pageAfter(last) : null,
    ...(readExpand(call.form['expand']).includes('total_count') && { total_count: found.length }),
    url: `/v1/${table}/search`,
  }
}

function rowsOf({ world }: Call, table: Table): Found[] {
  return world.store.all(table).reverse()
}

/** docs.stripe.com/search, "minimum API version" */
const OLDEST_VERSION = '2020-08-27'

function tooOld(version: string): StripeError {
  const message = `Search is not available on API version ${version}; it needs ${OLDEST_VERSION} or later.`
  return new StripeError(400, { message }, true)
}

function pageAfter({ id, created }: Found): string {
  return Buffer.from(JSON.stringify({ id, created })).toString('base64url')
}

/** What was found last may be gone by now: then its time says where to go on. @throws StripeError 400 */
function placeOf(page: string, found: Found[]): number {
  const { id, created } = lastOf(page)
  const index = found.findIndex((row) => row.id === id)
  if (index >= 0) return index + 1
  const older = found.findIndex((row) => row.created <= created)
  return older < 0 ? found.length : older
}

function lastOf(page: string): { id: string; created: number } {
  try {
    const last: unknown = JSON.parse(Buffer.from(page, 'base64url').toString('utf8'))
    if (isObject(last) && typeof last['id'] === 'string' && typeof last['created'] === 'number') {
      return { id: last['id'], created: last['created'] }
    }
  } catch {
    // What is no JSON is no page either.
  }
  throw invalid(`Invalid page: ${page}. Pass the \`next_page\` of the search before.`, { param: 'page' })
}

function lastError(error: unknown, field: 'code' | 'type'): unknown {
  return isObject(error) ? error[field] : null
}

function subscriptionIn({ parent }: { [name: string]: unknown }): unknown {
  const details = isObject(parent) ? parent['subscription_details'] : null
  return isObject(details) ? details['subscription'] : null
}
