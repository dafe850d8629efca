import type Stripe from 'stripe'
import { mayChange } from '../machines/payment-intent'
import type { Call } from '../wire/call'
import { changedMetadata } from '../wire/metadata'
import type { Read } from '../wire/parameters'
import { parcel } from './addresses'
import { checkAmount } from './amounts'
import { methodOptions } from './payment-method-options'
import { type Choice, type ChosenTypes, chosenTypes, refuseDescriptorForCards, refuseForeign } from './intent-methods'
import { methodNamed } from './find'
import { names, ownerNamed } from './owner'
import { idOf } from '../ids'
import type { confirmParams, updateParams } from './payment-intent-params'

type PaymentIntent = Readonly<Stripe.PaymentIntent>
type Given = Partial<Read<typeof updateParams> & Read<typeof confirmParams>>

/** Settled once the PaymentIntent has ended or is being processed; metadata and descriptions are not. */
const SETTLED = [
  'allowed_payment_method_types',
  'amount',
  'capture_method',
  'currency',
  'customer',
  'customer_account',
  'excluded_payment_method_types',
  'payment_method',
  'payment_method_data',
  'payment_method_options',
  'payment_method_types',
  'setup_future_usage',
] as const

/** What an update or a confirmation changes, besides the method. Not stored yet. @throws StripeError 400 */
export function updatedPaymentIntent(call: Call, before: PaymentIntent, given: Given): Stripe.PaymentIntent {
  for (const field of SETTLED) if (given[field] !== undefined) mayChange(before, field)
  const { amount = before.amount, currency = before.currency } = given
  if (amount !== before.amount || currency !== before.currency) checkAmount(amount, currency)
  const types = changedTypes(call, before, given)
  const updated: Stripe.PaymentIntent = {
    ...before,
    ...types,
    ...plainChanges(given),
    amount,
    currency,
    // "Cleared if the PaymentIntent is later updated for any reason" (docs.stripe.com/api/payment_intents/object).
    last_payment_error: null,
    ...ownerNamed(call.world, given),
    ...(given.metadata !== undefined && { metadata: changedMetadata(before.metadata, given.metadata) }),
    ...(given.payment_method_options && {
      payment_method_options: methodOptions(
        types.payment_method_types ?? before.payment_method_types,
        given.payment_method_options,
        before.payment_method_options,
      ),
    }),
  }
  refuseDescriptorForCards(updated.payment_method_types, updated.statement_descriptor)
  const method = idOf(before.payment_method)
  if (method && names(given)) refuseForeign(methodNamed(call.world, method), updated)
  return updated
}

function plainChanges(given: Given): Partial<Stripe.PaymentIntent> {
  return {
    ...(given.capture_method && { capture_method: given.capture_method }),
    ...(given.description !== undefined && { description: given.description }),
    ...(given.receipt_email !== undefined && { receipt_email: given.receipt_email }),
    ...(given.setup_future_usage !== undefined && { setup_future_usage: given.setup_future_usage }),
    ...(given.shipping !== undefined && { shipping: given.shipping && parcel(given.shipping) }),
    ...(given.statement_descriptor !== undefined && { statement_descriptor: given.statement_descriptor }),
    ...(given.statement_descriptor_suffix !== undefined && {
      statement_descriptor_suffix: given.statement_descriptor_suffix,
    }),
  }
}

/** Another choice, or the same choice filtered anew because the currency is another. */
function changedTypes(call: Call, before: PaymentIntent, given: Given): Partial<ChosenTypes> {
  const { currency = before.currency } = given
  const {
    allowed_payment_method_types: allowed,
    excluded_payment_method_types: excluded,
    payment_method_types: listed,
  } = given
  if (allowed ?? excluded ?? listed) {
    const choice = { ...(allowed && { allowed_payment_method_types: allowed }) }
    return chosenTypes(
      call,
      {
        ...choice,
        ...(excluded && { excluded_payment_method_types: excluded }),
        ...(listed && { payment_method_types: listed }),
      },
      currency,
    )
  }
  return currency === before.currency ? {} : chosenTypes(call, choiceOf(before), currency)
}

/** The choice a PaymentIntent was made with. The SDK types it as any words; they were read from the list of known ones. */
function choiceOf(before: PaymentIntent): Choice {
  const { allowed_payment_method_types, excluded_payment_method_types, automatic_payment_methods } = before
  if (allowed_payment_method_types) return { allowed_payment_method_types } as Choice
  if (excluded_payment_method_types) return { excluded_payment_method_types } as Choice
  if (automatic_payment_methods) return { automatic_payment_methods } as Choice
  return { payment_method_types: before.payment_method_types } as Choice
}
