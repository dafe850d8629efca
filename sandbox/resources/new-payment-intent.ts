import type Stripe from 'stripe'
import { newClientSecret, newId } from '../ids'
import type { Call } from '../wire/call'
import { changedMetadata } from '../wire/metadata'
import type { Read } from '../wire/parameters'
import { usualCaptureMethod } from '../wire/version'
import type { World } from '../world'
import { parcel } from './addresses'
import { checkAmount } from './amounts'
import { type ChosenTypes, chosenTypes, refuseDescriptorForCards } from './intent-methods'
import type { createParams } from './payment-intent-params'
import { NOBODY, ownerNamed } from './owner'
import { methodOptions } from './payment-method-options'

/** Not stored yet, and without a method. @throws StripeError 400 when amount, currency, customer or methods do not do. */
export function newPaymentIntent(
  call: Call,
  given: Read<typeof createParams>,
  types: ChosenTypes = chosenTypes(call, given, given.currency),
): Stripe.PaymentIntent {
  const { amount, currency } = given
  checkAmount(amount, currency)
  refuseDescriptorForCards(types.payment_method_types, given.statement_descriptor)
  return {
    ...blankPaymentIntent(call.world, { amount, currency, types }),
    capture_method: given.capture_method ?? usualCaptureMethod(call),
    ...ownerNamed(call.world, given),
    description: given.description ?? null,
    metadata: changedMetadata({}, given.metadata ?? {}),
    payment_method_options: methodOptions(types.payment_method_types, given.payment_method_options),
    receipt_email: given.receipt_email ?? null,
    setup_future_usage: given.setup_future_usage ?? null,
    shipping: given.shipping ? parcel(given.shipping) : null,
    statement_descriptor: given.statement_descriptor ?? null,
    statement_descriptor_suffix: given.statement_descriptor_suffix ?? null,
  }
}

type Own = { amount: number; currency: string; types: ChosenTypes }

/** What every new PaymentIntent has in common, whoever asked for it. */
export function blankPaymentIntent(world: World, { amount, currency, types }: Own): Stripe.PaymentIntent {
  const id = newId('paymentIntent')
  return {
    id,
    object: 'payment_intent',
    ...types,
    amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: newClientSecret(id),
    confirmation_method: 'automatic',
    created: world.now(),
    currency,
    ...NOBODY,
    description: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: methodOptions(types.payment_method_types, undefined),
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  }
}
