import type Stripe from 'stripe'
import { emit } from '../events'
import { idOf } from '../ids'
import { mayCancel, mayCapture } from '../machines/payment-intent'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { StripeError, invalid, noSuch, unknownParameters } from '../wire/errors'
import { page } from '../wire/list'
import { filled, missing, type Read } from '../wire/parameters'
import type { World } from '../world'
import { refuseCheckoutsOwn } from './checkout-intent-guard'
import { broughtMethod, mustBeAccepted } from './intent-methods'
import { newPaymentIntent } from './new-payment-intent'
import { capturePayment } from './payment-capture'
import { confirmPayment, refuseConfirmation } from './payment-confirm'
import {
  cancelParams,
  captureParams,
  confirmParams,
  createParams,
  listParams,
  updateParams,
} from './payment-intent-params'
import { wantedOwner } from './owner'
import { releaseHold } from './payment-hold'
import { updatedPaymentIntent } from './payment-intent-update'
import { changeIntent } from './payment-outcome'
import { noteShipping } from './payment-shipping'
import { abandonPayment } from './payment-trip'
import { publicPaymentIntent } from './public-payment-intent'
import { spendToken } from './spend-token'

type PaymentIntent = Readonly<Stripe.PaymentIntent>
type Confirmed = Stripe.PaymentIntent | StripeError

const PATH = '/v1/payment_intents'

export const paymentIntentRoutes: Route[] = [
  { method: 'POST', path: PATH, handle: createPaymentIntent },
  { method: 'GET', path: PATH, handle: listPaymentIntents },
  { method: 'GET', path: `${PATH}/:id`, handle: retrievePaymentIntent, publishable: publicPaymentIntent },
  { method: 'POST', path: `${PATH}/:id`, handle: updatePaymentIntent },
  { method: 'POST', path: `${PATH}/:id/confirm`, handle: confirmPaymentIntent, publishable: publicPaymentIntent },
  { method: 'POST', path: `${PATH}/:id/capture`, handle: capturePaymentIntent },
  { method: 'POST', path: `${PATH}/:id/cancel`, handle: cancelPaymentIntent },
]

function createPaymentIntent(call: Call): Confirmed {
  const { save_payment_method: saves, ...asked } = readCall(call, createParams)
  if (!asked.confirm) refuseWithoutConfirm(asked)
  const fresh = newPaymentIntent(call, asked)
  const given = spendToken(call, asked, fresh)
  const blank = { ...fresh, ...savingOfOld(saves, fresh) }
  const method = broughtMethod(call, given, blank)
  if (method) mustBeAccepted(blank, method.type)
  const paymentIntent: Stripe.PaymentIntent = method
    ? { ...blank, payment_method: method.id, status: 'requires_confirmation' }
    : blank
  call.world.store.put('payment_intents', paymentIntent.id, paymentIntent)
  emit(call.world, 'payment_intent.created', paymentIntent)
  if (!given.confirm) return paymentIntent
  refuseConfirmation(paymentIntent, {})
  // Not the method: it is the PaymentIntent's own by now, and brought twice it would be made twice.
  const { mandate_data, off_session, return_url } = given
  return confirmPayment(call, paymentIntent, {
    ...(mandate_data && { mandate_data }),
    ...(off_session !== undefined && { off_session }),
    ...(return_url && { return_url }),
  })
}

function retrievePaymentIntent(call: Call): PaymentIntent {
  const { client_secret: secret } = readCall(call, { client_secret: filled() })
  return identified(call, secret)
}

function updatePaymentIntent(call: Call): PaymentIntent {
  const before = paymentIntentInPath(call)
  const given = readCall(call, updateParams)
  if (given.amount ?? given.currency ?? given.customer) refuseInvoiced(call.world, before)
  noteShipping(call, before, given.shipping)
  const updated = updatedPaymentIntent(call, before, given)
  const method = broughtMethod(call, given, updated)
  if (method) mustBeAccepted(updated, method.type)
  const startsOver = method !== null || updated.amount !== before.amount || updated.currency !== before.currency
  if (startsOver) abandonPayment(call.world, before)
  call.world.store.put('payment_intents', updated.id, updated)
  const paymentMethod = method?.id ?? idOf(updated.payment_method)
  if (!startsOver || paymentMethod === null) return updated
  return changeIntent(call.world, updated.id, { do: 'give_method', paymentMethod })
}

function confirmPaymentIntent(call: Call): Confirmed {
  const { save_payment_method: saves, ...asked } = readCall(call, confirmParams)
  const before = identified(call, asked.client_secret)
  refuseCheckoutsOwn(call.world, before)
  if (call.key === 'publishable') refuseToBrowser(before, asked)
  noteShipping(call, before, asked.shipping)
  const given = { ...savingOfOld(saves, before), ...spendToken(call, asked, before) }
  refuseConfirmation(before, given)
  const updated = updatedPaymentIntent(call, before, given)
  call.world.store.put('payment_intents', updated.id, updated)
  return confirmPayment(call, updated, given)
}

/**
 * What saving was called before `setup_future_usage`; without a customer it does nothing. No token has to agree with it,
 * for nobody who makes one can say it.
 */
function savingOfOld(saves: boolean | undefined, before: PaymentIntent): { setup_future_usage?: 'on_session' } {
  const isNew = saves && before.customer !== null && before.setup_future_usage === null
  return isNew ? { setup_future_usage: 'on_session' } : {}
}

function capturePaymentIntent(call: Call): Stripe.PaymentIntent {
  const before = paymentIntentInPath(call)
  const { amount_to_capture: amount, ...changes } = readCall(call, captureParams)
  mayCapture(before)
  const updated = updatedPaymentIntent(call, before, changes)
  call.world.store.put('payment_intents', updated.id, updated)
  return capturePayment(call.world, updated, amount)
}

function cancelPaymentIntent(call: Call): Stripe.PaymentIntent {
  const paymentIntent = paymentIntentInPath(call)
  refuseCheckoutsOwn(call.world, paymentIntent)
  const { cancellation_reason: reason = null } = readCall(call, cancelParams)
  return cancelPayment(call.world, paymentIntent, reason)
}

/** Gives back money that is held. @throws StripeError 400 when it has ended or is being processed. */
export function cancelPayment(
  world: World,
  paymentIntent: PaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): Stripe.PaymentIntent {
  mayCancel(paymentIntent)
  refuseInvoiced(world, paymentIntent)
  abandonPayment(world, paymentIntent)
  releaseHold(world, paymentIntent, 'charge.refunded')
  return changeIntent(world, paymentIntent.id, { do: 'cancel', reason, at: world.now() })
}

function listPaymentIntents(call: Call): object {
  const { customer, customer_account, created: within, ...paging } = readCall(call, listParams)
  const isWanted = wantedOwner(customer, customer_account)
  const rows = call.world.store
    .all('payment_intents')
    .filter(isWanted)
    .filter((each) => within?.(each.created) ?? true)
  return page(rows, paging, { url: PATH, noun: 'payment_intent' })
}

/** A browser proves with the client secret that it may see this PaymentIntent; a server may leave it out. */
function identified(call: Call, secret: string | undefined): PaymentIntent {
  if (call.key === 'publishable' && secret === undefined) throw missing('client_secret')
  const paymentIntent = paymentIntentInPath(call)
  if (secret === undefined || secret === paymentIntent.client_secret) return paymentIntent
  const message = 'The client_secret provided does not match the client_secret associated with the PaymentIntent.'
  throw invalid(message, { code: 'payment_intent_invalid_parameter', param: 'client_secret' })
}

function paymentIntentInPath(call: Call): PaymentIntent {
  const paymentIntent = call.world.store.get('payment_intents', pathId(call))
  if (paymentIntent) return paymentIntent
  throw noSuch('payment_intent', pathId(call), { param: 'intent', path: true })
}

/** It belongs to an invoice, which decides about it (docs.stripe.com/api/invoice-payment/object, `is_default`). */
function refuseInvoiced(world: World, { id }: PaymentIntent): void {
  const [payment] = world.groups.paymentsByIntent.of(id)
  if (!payment) return
  const message = `The PaymentIntent ${id} was created by the invoice ${idOf(payment.invoice)}. Pay or void the invoice instead.`
  throw new StripeError(400, { code: 'payment_intent_unexpected_state', message })
}

/** These only make sense together with `confirm=true` (docs.stripe.com/api/payment_intents/create). */
function refuseWithoutConfirm(given: Read<typeof createParams>): void {
  const confirming = ['confirmation_token', 'mandate_data', 'off_session', 'return_url', 'use_stripe_sdk'] as const
  const name = confirming.find((each) => given[each] !== undefined)
  if (!name) return
  const message = `The parameter \`${name}\` cannot be passed when creating a PaymentIntent unless \`confirm\` is set to true.`
  throw new StripeError(400, { message, param: name }, true)
}

/** A browser has a customer in front of it, and may only ask for more permission than the server did, not for less. */
function refuseToBrowser(before: PaymentIntent, given: Read<typeof confirmParams>): void {
  if (given.off_session !== undefined) throw unknownParameters(['off_session'])
  const settled = ['allowed_payment_method_types', 'capture_method', 'excluded_payment_method_types'] as const
  const name = settled.find((each) => given[each] !== undefined)
  if (name) throw unknownParameters([name])
  const { setup_future_usage: usage } = given
  if (usage === undefined || usage === before.setup_future_usage || usage === 'off_session') return
  if (usage === 'on_session' && before.setup_future_usage === null) return
  const message = 'With a publishable key setup_future_usage can only be changed to off_session.'
  throw invalid(message, { param: 'setup_future_usage' })
}
