import type Stripe from 'stripe'
import { emitChange } from '../events'
import { idOf } from '../ids'
import { mayFinalize, mayPay } from '../machines/invoice'
import { mayConfirm } from '../machines/payment-intent'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { StripeError, noSuch } from '../wire/errors'
import { created, page, pageParams } from '../wire/list'
import { changedMetadata, metadata } from '../wire/metadata'
import { beside, filled, flag, off, oneOf, text, unsupported } from '../wire/parameters'
import type { World } from '../world'
import { subscriptionOf } from '../world-groups'
import { usableMethod } from './billing-methods'
import { mustBeAccepted } from './intent-methods'
import { clearInvoiceTimers, invoiceById, setFinalizeTimer, setRetryTimer } from './invoice-changes'
import { intentOf, payInvoiceNow } from './invoice-collect'
import { finalizeInvoice } from './invoice-finalize'
import { settleSubscription } from './invoice-settlement'
import { voidInvoice } from './invoice-void'
import { methodOfCustomer } from './billing-params'
import { customerNamed, methodNamed } from './find'
import { ownerParams, wantedOwner } from './owner'
import { previously } from './previously'
import { subscriptionById } from './subscription-changes'
import { endSubscription } from './subscription-end'

type Invoice = Readonly<Stripe.Invoice>

const PATH = '/v1/invoices'

export const invoiceRoutes: Route[] = [
  { method: 'GET', path: PATH, handle: listInvoices },
  { method: 'GET', path: `${PATH}/:id`, handle: (call) => (readCall(call, {}), invoiceInPath(call)) },
  { method: 'POST', path: `${PATH}/:id`, handle: changeInvoice },
  { method: 'POST', path: `${PATH}/:id/finalize`, handle: finalize },
  { method: 'POST', path: `${PATH}/:id/pay`, handle: pay },
  { method: 'POST', path: `${PATH}/:id/void`, handle: voidNow },
  { method: 'GET', path: `${PATH}/:id/lines`, handle: listLines },
]

/** docs.stripe.com/api/invoices/list */
const listParams = {
  ...pageParams,
  collection_method: oneOf(['charge_automatically', 'send_invoice']),
  created: created(),
  ...ownerParams,
  due_date: unsupported(),
  status: oneOf(['draft', 'open', 'paid', 'uncollectible', 'void']),
  subscription: filled(),
}

/** docs.stripe.com/api/invoices/update, as far as it is about what is no draft any more */
const updateParams = beside(
  (
    'account_tax_ids application_fee_amount automatic_tax automatically_finalizes_at collection_method custom_fields ' +
    'days_until_due default_payment_method default_source default_tax_rates discounts due_date effective_at footer ' +
    'issuer number on_behalf_of payment_settings rendering shipping_cost shipping_details statement_descriptor ' +
    'transfer_data'
  ).split(' '),
  { auto_advance: flag(), description: text(), metadata: metadata() },
)

/** docs.stripe.com/api/invoices/pay */
const payParams = {
  forgive: off(),
  mandate: unsupported(),
  off_session: flag(),
  paid_out_of_band: off(),
  payment_method: filled(),
  source: unsupported(),
}

function changeInvoice(call: Call): Invoice {
  const { world } = call
  const before = invoiceInPath(call)
  const { metadata: change, ...plain } = readCall(call, updateParams)
  const after: Stripe.Invoice = {
    ...before,
    ...plain,
    ...(plain.auto_advance !== undefined && advanced(world, before, plain.auto_advance)),
    ...(change !== undefined && { metadata: changedMetadata(before.metadata ?? {}, change) }),
  }
  const previous = previously(before, after)
  if (!previous) return before
  world.store.put('invoices', after.id, after)
  clearInvoiceTimers(world, after.id)
  if (after.automatically_finalizes_at !== null) setFinalizeTimer(world, after.id, after.automatically_finalizes_at)
  else if (after.next_payment_attempt !== null) setRetryTimer(world, after.id, after.next_payment_attempt)
  emitChange(world, 'invoice.updated', { object: after, previous })
  return after
}

/** Whether it goes its way by itself, beginning an hour from now (docs.stripe.com/invoicing/integration/automatic-advancement-collection). */
function advanced(world: World, { auto_advance: before, status }: Invoice, advances: boolean): Partial<Stripe.Invoice> {
  const dueAt = advances ? world.now() + world.settings.invoiceDraftSeconds : null
  if (advances === before || (status !== 'draft' && status !== 'open')) return {}
  return { automatically_finalizes_at: status === 'draft' ? dueAt : null, next_payment_attempt: dueAt }
}

function finalize(call: Call): Invoice {
  const invoice = invoiceInPath(call)
  readCall(call, { auto_advance: unsupported() })
  mayFinalize(invoice)
  customerNamed(call.world, idOf(invoice.customer) ?? '')
  const finalized = finalizeInvoice(call.world, invoice.id)
  const { id, status, next_payment_attempt: next } = finalized
  if (status === 'open' && next !== null) setRetryTimer(call.world, id, next)
  return finalized
}

/** With the method named, or the one it would be paid with by itself. A decline is returned: what happened stays. */
function pay(call: Call): Invoice | StripeError {
  const { world } = call
  const invoice = invoiceInPath(call)
  const { payment_method: named } = readCall(call, payParams)
  mayPay(invoice)
  customerNamed(world, idOf(invoice.customer) ?? '')
  const own = usableMethod(world, subscriptionById(world, subscriptionOf(invoice) ?? ''))
  const method = named === undefined ? own : methodNamed(world, methodOfCustomer(world, named, invoice.customer ?? ''))
  const { id, status } = invoice.status === 'draft' ? finalizeInvoice(world, invoice.id) : invoice
  if (status === 'paid') return invoiceById(world, id)
  if (!method) throw new StripeError(400, { code: 'resource_missing', message: NO_METHOD })
  const paymentIntent = intentOf(world, id)
  mayConfirm(paymentIntent, true)
  mustBeAccepted(paymentIntent, method.type)
  const outcome = payInvoiceNow(world, id, method)
  return outcome instanceof StripeError ? outcome : invoiceById(world, id)
}

/** Then the invoice before it says what is owed; a subscription that was never paid never will be. */
function voidNow(call: Call): Invoice {
  const { world } = call
  const invoice = invoiceInPath(call)
  readCall(call, {})
  const voided = voidInvoice(world, invoice.id)
  const subscription = subscriptionById(world, subscriptionOf(invoice) ?? '')
  if (subscription.status === 'incomplete') endSubscription(world, subscription, { reason: null })
  else settleSubscription(world, subscription.id)
  return voided
}

function listInvoices(call: Call): object {
  const given = readCall(call, listParams)
  const { customer, customer_account: account, subscription, status, created: within, ...rest } = given
  const { collection_method: collection, ...paging } = rest
  const rows = call.world.store
    .all('invoices')
    .filter(wantedOwner(customer, account))
    .filter((each) => subscription === undefined || subscriptionOf(each) === subscription)
    .filter((each) => status === undefined || each.status === status)
    .filter((each) => collection === undefined || each.collection_method === collection)
    .filter((each) => within?.(each.created) ?? true)
  return page(rows, paging, { url: PATH, noun: 'invoice' })
}

function listLines(call: Call): object {
  const { id, lines } = invoiceInPath(call)
  const rows = [...lines.data].reverse()
  return page(rows, readCall(call, pageParams), { url: `${PATH}/${id}/lines`, noun: 'line_item' })
}

function invoiceInPath(call: Call): Invoice {
  const invoice = call.world.store.get('invoices', pathId(call))
  if (invoice) return invoice
  throw noSuch('invoice', pathId(call), { param: 'id', path: true })
}

const NO_METHOD =
  'There is no default payment method that could pay this invoice. Pass a `payment_method`, or set a default on the ' +
  'subscription or its customer.'
