import type Stripe from 'stripe'
import { idOf } from '../ids'
import type { Decline } from '../payment-settings'
import type { StripeError } from '../wire/errors'
import type { World } from '../world'
import type { Attempt } from './new-charge'
import { failPayment, succeedPayment } from './payment-outcome'
import { declinedPayment } from './saved-payment'
import { behaviourOf } from './test-cards'

/** Charges a card as its test number says. A decline is returned, not thrown. */
export function chargeCard(world: World, attempt: Attempt): Stripe.PaymentIntent | StripeError {
  const { decline } = behaviourOf(attempt.method)
  if (decline) return declinedPayment(world, attempt, { decline, detaches: false })
  return succeedPayment(world, attempt)
}

/** The same without its owner: nobody is there whom the bank could ask. */
export function chargeCardOffSession(world: World, attempt: Attempt): Stripe.PaymentIntent | StripeError {
  const { authenticate } = behaviourOf(attempt.method)
  const asks = authenticate === 'always' || (authenticate === 'unless_set_up' && !isSetUp(world, attempt.method))
  if (asks) return declinedPayment(world, attempt, { decline: NEEDS_AUTHENTICATION, detaches: false })
  return chargeCard(world, attempt)
}

/** Whether the bank asks a customer who is there; being set up does not spare them that (docs.stripe.com/testing). */
export function mustAuthenticate(method: Attempt['method']): boolean {
  return behaviourOf(method).authenticate !== undefined
}

/** After the bank has asked, the number still decides. */
export function settleAuthenticated(world: World, attempt: Attempt): void {
  const { decline } = behaviourOf(attempt.method)
  if (decline) failPayment(world, attempt, { decline, charged: true, detaches: false })
  else succeedPayment(world, { ...attempt, authenticated: true })
}

/** As recorded from Stripe; the card can be tried again. */
export const AUTHENTICATION_FAILED: Decline = {
  type: 'invalid_request_error',
  code: 'payment_intent_authentication_failure',
  declineCode: null,
  message:
    'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod ' +
    'to attempt to fulfill this PaymentIntent again.',
}

const NEEDS_AUTHENTICATION: Decline = {
  type: 'card_error',
  code: 'authentication_required',
  declineCode: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
}

/** Saved while its owner was there, for when they are not. */
function isSetUp({ store }: World, { id, customer }: Attempt['method']): boolean {
  if (customer === null) return false
  const saved = store
    .all('payment_intents')
    .some(
      (each) =>
        idOf(each.payment_method) === id &&
        ['succeeded', 'requires_capture'].includes(each.status) &&
        (each.setup_future_usage === 'off_session' ||
          each.payment_method_options?.card?.setup_future_usage === 'off_session'),
    )
  return (
    saved || store.all('setup_intents').some((each) => idOf(each.payment_method) === id && each.status === 'succeeded')
  )
}
