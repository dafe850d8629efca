import type Stripe from 'stripe'
import { emitChange } from '../events'
import { newId } from '../ids'
import type { Decline } from '../payment-settings'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { StripeError, noSuch } from '../wire/errors'
import { page } from '../wire/list'
import { changedMetadata } from '../wire/metadata'
import type { Read } from '../wire/parameters'
import type { World } from '../world'
import { billingDetails } from './addresses'
import { detach } from './detach'
import { customerInPath, methodInPath, methodNamed, methodsOf } from './find'
import { attach } from './method-changes'
import { newCard, readyMadeCard } from './new-card'
import { ownerNamed, ownerParams } from './owner'
import { createParams, customerListParams, listParams, methodData, updateParams } from './payment-method-params'
import { previously } from './previously'
import { withoutFingerprint } from './public-method'
import { behaviourOf, testCardByName } from './test-cards'

export const paymentMethodRoutes: Route[] = [
  { method: 'POST', path: '/v1/payment_methods', handle: createMethod, publishable: withoutFingerprint },
  { method: 'GET', path: '/v1/payment_methods', handle: listMethods },
  { method: 'GET', path: '/v1/payment_methods/:id', handle: (call) => (readCall(call, {}), methodInPath(call)) },
  { method: 'POST', path: '/v1/payment_methods/:id', handle: updateMethod },
  { method: 'POST', path: '/v1/payment_methods/:id/attach', handle: attachMethod },
  { method: 'POST', path: '/v1/payment_methods/:id/detach', handle: detachMethod },
  { method: 'GET', path: '/v1/customers/:id/payment_methods', handle: listCustomersMethods },
  { method: 'GET', path: '/v1/customers/:id/payment_methods/:method', handle: retrieveCustomersMethod },
]

/** A new method, from `payment_methods` or `payment_method_data`. It belongs to nobody yet. */
export function newMethod(call: Call, data: Read<typeof methodData>): Stripe.PaymentMethod {
  const own = data.type === 'card' ? { card: newCard(call, data.card) } : { amazon_pay: {} }
  return storedMethod(call.world, data, own)
}

/** The method that a ConfirmationToken stands for; it belongs to nobody yet. */
export function methodOfToken(world: World, token: Readonly<Stripe.ConfirmationToken>): Stripe.PaymentMethod {
  const { payment_method_preview: preview } = token
  const { card, billing_details: billing, allow_redisplay } = preview ?? {}
  // The preview of a card has the fields of a card.
  const own = card ? { card: card as Stripe.PaymentMethod.Card } : { amazon_pay: {} }
  const method = storedMethod(world, { type: card ? 'card' : 'amazon_pay' }, own)
  const known = { ...method, ...(allow_redisplay && { allow_redisplay }), ...(billing && { billing_details: billing }) }
  world.store.put('payment_methods', known.id, known)
  return known
}

/** A method by its id; `pm_card_visa` and the like make a new one each time. @throws StripeError 400 when there is none. */
export function methodOrTestCard(world: World, id: string): Readonly<Stripe.PaymentMethod> {
  const card = readyMadeCard(world, id)
  return card ? storedMethod(world, { type: 'card' }, { card }) : methodNamed(world, id)
}

type Own = Pick<Stripe.PaymentMethod, 'amazon_pay' | 'card'>

function storedMethod(world: World, data: Read<typeof methodData>, own: Own): Stripe.PaymentMethod {
  const method: Stripe.PaymentMethod = {
    id: newId('paymentMethod'),
    object: 'payment_method',
    allow_redisplay: data.allow_redisplay ?? 'unspecified',
    ...own,
    billing_details: billingDetails(data.billing_details),
    created: world.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: changedMetadata({}, data.metadata ?? {}),
    type: data.type,
  }
  world.store.put('payment_methods', method.id, method)
  return method
}

function createMethod(call: Call): Stripe.PaymentMethod {
  return newMethod(call, readCall(call, createParams))
}

function updateMethod(call: Call): Stripe.PaymentMethod {
  const before = methodInPath(call)
  const { billing_details: billing, metadata, allow_redisplay } = readCall(call, updateParams)
  if (!before.customer) throw refused('You must save this PaymentMethod to a customer before you can update it.')
  const method: Stripe.PaymentMethod = {
    ...before,
    ...(allow_redisplay && { allow_redisplay }),
    ...(billing && { billing_details: billingDetails(billing, before.billing_details) }),
    ...(metadata !== undefined && { metadata: changedMetadata(before.metadata ?? {}, metadata) }),
  }
  const previous = previously(before, method)
  if (!previous) return method
  call.world.store.put('payment_methods', method.id, method)
  emitChange(call.world, 'payment_method.updated', { object: method, previous })
  return method
}

/** A card is checked with its bank first. */
function attachMethod(call: Call): Stripe.PaymentMethod {
  const method = testCardByName(pathId(call)) ? methodOrTestCard(call.world, pathId(call)) : methodInPath(call)
  const owner = ownerNamed(call.world, readCall(call, ownerParams))?.customer
  if (!owner) throw refused('Must provide customer or customer_account.')
  refuseAttaching(call.world, method, owner)
  return attach(call.world, method, owner)
}

/** @throws StripeError 400 for a method of somebody else's or one that is used up, 402 when the card's bank declines. */
export function refuseAttaching(world: World, method: Readonly<Stripe.PaymentMethod>, owner?: string): void {
  if (method.customer && method.customer !== owner) {
    throw refused('The payment method you provided has already been attached to a customer.')
  }
  if (world.store.get('used_up_methods', method.id)) throw refused(USED_UP)
  const { decline, attaches } = behaviourOf(method)
  if (decline && !attaches) throw declined(decline)
}

function detachMethod(call: Call): Stripe.PaymentMethod {
  const method = methodInPath(call)
  readCall(call, {})
  if (!method.customer) throw refused(NOT_ATTACHED)
  return detach(call.world, method)
}

/** Without a customer the list is empty, as recorded from Stripe. */
function listMethods(call: Call): object {
  const { customer, customer_account, ...params } = readCall(call, listParams)
  const owner = ownerNamed(call.world, { ...(customer && { customer }), ...(customer_account && { customer_account }) })
  const rows = owner ? methodsOf(call.world, owner.customer) : []
  return methodPage(rows, params, '/v1/payment_methods')
}

function listCustomersMethods(call: Call): object {
  const customer = customerInPath(call)
  const params = readCall(call, customerListParams)
  return methodPage(methodsOf(call.world, customer.id), params, `/v1/customers/${customer.id}/payment_methods`)
}

function retrieveCustomersMethod(call: Call): Stripe.PaymentMethod {
  readCall(call, {})
  const id = pathId(call, 'method')
  const method = methodsOf(call.world, customerInPath(call).id).find((each) => each.id === id)
  if (method) return method
  throw noSuch('PaymentMethod', id, { param: 'payment_method', path: true })
}

function methodPage(rows: Readonly<Stripe.PaymentMethod>[], params: Read<typeof customerListParams>, url: string) {
  const { type, allow_redisplay: redisplay, ...paging } = params
  const shown = rows.filter((row) => (!type || row.type === type) && (!redisplay || row.allow_redisplay === redisplay))
  return page(shown, paging, { url, noun: 'PaymentMethod' })
}

const USED_UP =
  'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.'

const NOT_ATTACHED = 'The payment method you provided is not attached to a customer so detachment is impossible.'

function declined({ type, code, declineCode, message }: Decline): StripeError {
  return new StripeError(402, { type, code, ...(declineCode && { decline_code: declineCode }), message })
}

function refused(message: string): StripeError {
  return new StripeError(400, { message })
}
