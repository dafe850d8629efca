import type Stripe from 'stripe'
import type { Decline, PaymentSettings } from '../payment-settings'
import { drawn } from '../seeded'
import { StripeError } from '../wire/errors'
import type { World } from '../world'
import { mandatesOf } from './mandate-changes'
import type { Attempt } from './new-charge'
import { changeIntent, failPayment, succeedPayment } from './payment-outcome'

/**
 * Charges a method without its owner. A decline is an outcome and no exception: it answers 402 with the PaymentIntent
 * inside, and everything that happened stays (docs.stripe.com/payments/save-and-reuse, "off-session").
 */
export function chargeOffSession(world: World, attempt: Attempt): Stripe.PaymentIntent | StripeError {
  const { settings } = world
  const { declineDetaches: detaches } = settings
  if (attempt.method.customer === null) return declinedPayment(world, attempt, { decline: NEEDS_CUSTOMER, detaches })
  const outcome = offSessionOutcome(world, attempt)
  if (outcome === 'succeed') return succeedPayment(world, attempt)
  if (outcome === 'decline') return declinedPayment(world, attempt, { decline: settings.offSessionDecline, detaches })
  const { id } = attempt.paymentIntent
  const kind = outcome === 'processing' ? 'off_session.settle' : 'off_session.decline'
  world.setTimer({ id: `timer_${id}`, dueAt: world.now() + settings.settleSeconds, kind, paymentIntent: id })
  return changeIntent(world, id, { do: 'process', paymentMethod: attempt.method.id })
}

/** The end of a payment that was processing: as a decline nobody asked for any more, so nobody is answered. */
export function declineLate(world: World, attempt: Attempt): void {
  const { offSessionDecline: decline, declineDetaches: detaches } = world.settings
  failPayment(world, attempt, { decline, charged: true, detaches })
}

/** Whether the customer's permission to be charged with this method is in force. */
export function hasActiveMandate(world: World, method: string): boolean {
  return mandatesOf(world, method).some(({ status }) => status === 'active')
}

/** The answer to whoever asked for a payment that the provider declined; what happened stays. */
export function declinedPayment(
  world: World,
  attempt: Attempt,
  { decline, detaches }: { decline: Decline; detaches: boolean },
): StripeError {
  const paymentIntent = failPayment(world, attempt, { decline, charged: true, detaches })
  const { charge, payment_method: method } = paymentIntent.last_payment_error ?? {}
  return new StripeError(402, {
    type: decline.type,
    code: decline.code,
    ...(decline.declineCode && { decline_code: decline.declineCode }),
    message: decline.message,
    ...(charge && { charge }),
    payment_intent: paymentIntent,
    payment_method: method,
  })
}

/** Docs name the code for cards: the method was never saved, so somebody would have to approve. */
const NEEDS_CUSTOMER: Decline = {
  type: 'card_error',
  code: 'authentication_required',
  declineCode: 'authentication_required',
  message: 'The payment requires authentication, and the customer is not in the flow to give it.',
}

function offSessionOutcome(world: World, { paymentIntent, method }: Attempt): PaymentSettings['nextOffSession'] {
  const { settings } = world
  const { nextOffSession } = settings
  if (settings.inactiveMandate === 'decline' && hasLostMandate(world, method.id)) return 'decline'
  if (nextOffSession !== 'succeed') {
    world.change({ settings: { ...settings, nextOffSession: 'succeed' } })
    return nextOffSession
  }
  return isInDeclinedShare(settings, paymentIntent.amount) ? 'decline' : 'succeed'
}

/** A method that never had a mandate is not bound to one. */
function hasLostMandate(world: World, method: string): boolean {
  return mandatesOf(world, method).length > 0 && !hasActiveMandate(world, method)
}

/** By amount, not by count: then the same payments are declined in whatever order they arrive. */
function isInDeclinedShare(settings: PaymentSettings, amount: number): boolean {
  return drawn(settings.offSessionDeclineSeed, 'decline', amount) < settings.offSessionDeclineShare
}
