import type Stripe from 'stripe'
import { emit, emitChange } from '../events'
import { newId } from '../ids'
import { hasEnded } from '../machines/subscription'
import { type Call, type Route, readCall } from '../wire/call'
import { created, page, pageParams } from '../wire/list'
import { changedMetadata } from '../wire/metadata'
import { type Read, unsupported } from '../wire/parameters'
import type { World } from '../world'
import { address, emailParam } from './addresses'
import { createParams, updateParams } from './customer-params'
import { customerIdIn, customerInPath, methodsOf } from './find'
import { detach } from './detach'
import { attach } from './method-changes'
import { methodOrTestCard, refuseAttaching } from './payment-methods'
import { invalidDefaultMethod, previously } from './previously'
import { endSubscription } from './subscription-end'

export const customerRoutes: Route[] = [
  { method: 'POST', path: '/v1/customers', handle: createCustomer },
  { method: 'GET', path: '/v1/customers', handle: listCustomers },
  { method: 'GET', path: '/v1/customers/:id', handle: retrieveCustomer },
  { method: 'POST', path: '/v1/customers/:id', handle: updateCustomer },
  { method: 'DELETE', path: '/v1/customers/:id', handle: deleteCustomer },
]

function createCustomer(call: Call): Stripe.Customer {
  const { world } = call
  const { payment_method: name, invoice_settings: invoicing, ...given } = readCall(call, createParams)
  if (name === undefined) return makeCustomer(world, { ...given, ...(invoicing && { invoice_settings: invoicing }) })
  const method = methodOrTestCard(world, name)
  refuseAttaching(world, method)
  const wished = invoicing?.default_payment_method
  if (wished && wished !== name) throw invalidDefaultMethod(wished)
  const customer = makeCustomer(world, given, { ...(wished && { defaultMethod: method.id }) })
  attach(world, method, customer.id)
  return customer
}

type Beside = { account?: string | null; defaultMethod?: string }

/**
 * A new customer, whether the shop asks for one or Checkout makes one. `account` is the id of the account that this
 * customer is too, or null: where a business has turned Accounts v2 on, that is every customer. `defaultMethod` is about
 * to be attached.
 */
export function makeCustomer(world: World, given: Given, beside: Beside = {}): Stripe.Customer {
  const { account = accountBeside(world), defaultMethod } = beside
  const blank = { ...newCustomer(world), customer_account: account }
  const invoicing = { ...blank.invoice_settings, default_payment_method: defaultMethod ?? null }
  const customer = withChanges(world, { ...blank, invoice_settings: invoicing }, given)
  world.store.put('customers', customer.id, customer)
  if (account !== null) {
    const row = { id: account, customer: customer.id, contactPhone: null, created: world.now(), closed: false }
    world.store.put('customer_accounts', account, row)
  }
  emit(world, 'customer.created', customer)
  return customer
}

function accountBeside({ settings }: World): string | null {
  return settings.customersAreAccounts ? newId('account') : null
}

function updateCustomer(call: Call): Stripe.Customer {
  return changeCustomer(call.world, customerInPath(call), readCall(call, updateParams))
}

/** What does not change anything is no event. */
export function changeCustomer(world: World, before: Readonly<Stripe.Customer>, given: Given): Stripe.Customer {
  const customer = withChanges(world, before, given)
  const previous = previously(before, customer)
  if (!previous) return customer
  world.store.put('customers', customer.id, customer)
  emitChange(world, 'customer.updated', { object: customer, previous })
  return customer
}

/** A deleted customer still answers, as a stub that says so. */
function retrieveCustomer(call: Call): Stripe.Customer | Stripe.DeletedCustomer {
  readCall(call, {})
  return call.world.store.get('deleted_customers', customerIdIn(call)) ?? customerInPath(call)
}

/** docs.stripe.com/api/customers/list */
const listParams = { ...pageParams, email: emailParam, created: created(), test_clock: unsupported() }

function listCustomers(call: Call): object {
  const { email, created: within, ...paging } = readCall(call, listParams)
  const rows = call.world.store
    .all('customers')
    .filter((customer) => (email === undefined || customer.email === email) && (within?.(customer.created) ?? true))
  return page(rows, paging, { url: '/v1/customers', noun: 'customer' })
}

function deleteCustomer(call: Call): Stripe.DeletedCustomer {
  readCall(call, {})
  return endCustomer(call.world, customerInPath(call))
}

/**
 * The customer's subscriptions end and their payment methods are detached first; an account is closed with its customer.
 * The event shows the customer as it was (no `deleted` in it).
 */
export function endCustomer(world: World, customer: Readonly<Stripe.Customer>): Stripe.DeletedCustomer {
  for (const subscription of world.groups.subscriptionsOfCustomer.of(customer.id)) {
    if (!hasEnded(subscription)) endSubscription(world, subscription, { reason: 'cancellation_requested' })
  }
  for (const method of methodsOf(world, customer.id)) detach(world, method)
  const stub: Stripe.DeletedCustomer = { id: customer.id, object: 'customer', deleted: true }
  world.store.remove('customers', customer.id)
  world.store.put('deleted_customers', customer.id, stub)
  const account = world.store.get('customer_accounts', customer.customer_account ?? '')
  if (account) world.store.put('customer_accounts', account.id, { ...account, closed: true })
  emit(world, 'customer.deleted', customer)
  return stub
}

type Given = Omit<Read<typeof createParams>, 'payment_method'> & Read<typeof updateParams>

function newCustomer(world: World): Stripe.Customer {
  const id = newId('cus')
  return {
    id,
    object: 'customer',
    address: null,
    balance: 0,
    created: world.now(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: id.slice(4, 12).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
}

function withChanges(world: World, before: Readonly<Stripe.Customer>, given: Given): Stripe.Customer {
  const { address: place, shipping, metadata, invoice_settings: invoicing, tax_exempt: exempt, ...plain } = given
  const method = invoicing?.default_payment_method
  if (method && !methodsOf(world, before.id).some((each) => each.id === method)) throw invalidDefaultMethod(method)
  return {
    ...before,
    ...plain,
    ...(place !== undefined && { address: place && address(place) }),
    ...(shipping !== undefined && { shipping: shipping && { ...shipping, address: address(shipping.address) } }),
    ...(exempt !== undefined && { tax_exempt: exempt ?? 'none' }),
    ...(metadata !== undefined && { metadata: changedMetadata(before.metadata, metadata) }),
    ...(method !== undefined && { invoice_settings: { ...before.invoice_settings, default_payment_method: method } }),
  }
}
