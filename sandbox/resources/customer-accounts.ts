import type Stripe from 'stripe'
import { newId } from '../ids'
import type { CustomerAccount } from '../tables'
import { type Call, type Route, pathId, readJsonCall } from '../wire/call'
import { StripeError, noSuch, notImitated } from '../wire/errors'
import type { Params, Read } from '../wire/parameters'
import { requirePreview } from '../wire/version'
import { closeParams, INCLUDES, listParams, retrieveParams, writeParams } from './customer-account-params'
import { changeCustomer, endCustomer, makeCustomer } from './customers'

const PATH = '/v2/core/accounts'

/** Accounts as customers (docs.stripe.com/accounts-v2/use-accounts-as-customers). Each has a Customer as well. */
export const customerAccountRoutes: Route[] = [
  { method: 'POST', path: PATH, handle: createAccount },
  { method: 'GET', path: PATH, handle: listAccounts },
  { method: 'GET', path: `${PATH}/:id`, handle: retrieveAccount },
  { method: 'POST', path: `${PATH}/:id`, handle: updateAccount },
  { method: 'POST', path: `${PATH}/:id/close`, handle: closeAccount },
]

function createAccount(call: Call): object {
  const given = read(call, writeParams)
  if (!given.configuration?.customer) throw notImitated('accounts that are no customers', 'configuration')
  const id = newId('account')
  makeCustomer(call.world, customerFields(given), { account: id })
  return shown(call, withPhone(call, accountNamed(call, id), given), given.include)
}

function retrieveAccount(call: Call): object {
  const { include } = read(call, retrieveParams)
  return shown(call, accountInPath(call), include)
}

function updateAccount(call: Call): object {
  const given = read(call, writeParams)
  const before = openAccount(call)
  const customer = call.world.store.get('customers', before.customer)
  if (customer) changeCustomer(call.world, customer, customerFields(given))
  return shown(call, withPhone(call, before, given), given.include)
}

/** "All configurations on the Account must be passed in for this request to succeed." */
function closeAccount(call: Call): object {
  const { applied_configurations: given = [] } = read(call, closeParams)
  const { id, customer } = openAccount(call)
  if (given.join() !== 'customer') {
    const message = 'applied_configurations must name every configuration of the account: customer.'
    throw new StripeError(400, { message, param: 'applied_configurations' })
  }
  const row = call.world.store.get('customers', customer)
  if (row) endCustomer(call.world, row)
  return shown(call, accountNamed(call, id))
}

/** A page names its successor by the last account that it shows. */
function listAccounts(call: Call): object {
  const { limit = 10, page, closed = false, applied_configurations: wanted = [] } = read(call, listParams)
  const rows = call.world.store.all('customer_accounts').filter((row) => row.closed === closed)
  const newestFirst = wanted.every((one) => one === 'customer') ? rows.reverse() : []
  const start = page === undefined ? 0 : newestFirst.findIndex(({ id }) => id === page) + 1
  const data = newestFirst.slice(start, start + limit)
  const last = newestFirst.length > start + limit ? data.at(-1) : undefined
  const next = last && new URLSearchParams({ limit: String(limit), closed: String(closed), page: last.id })
  return {
    data: data.map((row) => shown(call, row)),
    next_page_url: next ? `${PATH}?${next}` : null,
    previous_page_url: null,
  }
}

function read<P extends Params>(call: Call, params: P): Read<P> {
  requirePreview(call)
  return readJsonCall(call, params)
}

type Given = Read<typeof writeParams>

function customerFields({ contact_email: email, display_name: name, metadata }: Given) {
  return {
    ...(email !== undefined && { email }),
    ...(name !== undefined && { name }),
    ...(metadata !== undefined && { metadata }),
  }
}

/** The one thing that a Customer does not have: its own phone is another. */
function withPhone(call: Call, before: Readonly<CustomerAccount>, { contact_phone: contactPhone }: Given) {
  if (contactPhone === undefined) return before
  const account = { ...before, contactPhone }
  call.world.store.put('customer_accounts', account.id, account)
  return account
}

function accountInPath(call: Call): Readonly<CustomerAccount> {
  const account = call.world.store.get('customer_accounts', pathId(call))
  if (account) return account
  throw noSuch('account', pathId(call), { param: 'id', path: true })
}

function openAccount(call: Call): Readonly<CustomerAccount> {
  const account = accountInPath(call)
  if (!account.closed) return account
  throw new StripeError(400, { message: `The account ${account.id} has been closed.`, param: 'id' })
}

function accountNamed(call: Call, id: string): Readonly<CustomerAccount> {
  const account = call.world.store.get('customer_accounts', id)
  if (account) return account
  throw new Error(`Account ${id} was not written.`)
}

type Include = (typeof INCLUDES)[number]

/**
 * What was not asked for with `include` is null (docs.stripe.com/api-includable-response-values). Of a closed account
 * little is left.
 */
function shown({ world }: Call, account: Readonly<CustomerAccount>, include: readonly Include[] = []): object {
  const customer = world.store.get('customers', account.customer)
  const isAsked = !account.closed && include.some((one) => one.startsWith('configuration.'))
  return {
    id: account.id,
    object: 'v2.core.account',
    applied_configurations: ['customer'],
    closed: account.closed,
    configuration: isAsked ? configurationShown(include) : null,
    contact_email: customer?.email ?? null,
    contact_phone: account.closed ? null : account.contactPhone,
    created: new Date(account.created * 1000).toISOString(),
    dashboard: null,
    defaults: null,
    display_name: customer?.name ?? null,
    future_requirements: null,
    identity: null,
    livemode: false,
    metadata: customer?.metadata ?? {},
    requirements: null,
  } satisfies Shown
}

/** The SDK's own members; what is absent to it is null on the wire. */
type Shown = { [Name in keyof Stripe.V2.Core.Account]: unknown }

function configurationShown(include: readonly Include[]): object {
  const customer = {
    applied: true,
    automatic_indirect_tax: null,
    billing: null,
    capabilities: {},
    shipping: null,
    test_clock: null,
  }
  return { customer: include.includes('configuration.customer') ? customer : null, merchant: null, recipient: null }
}
