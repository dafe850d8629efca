import type Stripe from 'stripe'
import { emitChange } from '../events'
import { enterCharge } from '../ledger'
import { mayCapture } from '../machines/payment-intent'
import { StripeError } from '../wire/errors'
import type { World } from '../world'
import { stepCharge } from './charge-changes'
import { heldCharge } from './payment-hold'
import { changeIntent, holdTimerId } from './payment-outcome'
import { tellRelease } from './release'

type PaymentIntent = Readonly<Stripe.PaymentIntent>

/**
 * Takes money that was set aside, all of it or `amount` minor units; once, the rest is released
 * (docs.stripe.com/payments/place-a-hold-on-a-payment-method).
 * @throws StripeError 400 when nothing is held, or less than `amount`.
 */
export function capturePayment(world: World, paymentIntent: PaymentIntent, amount?: number): Stripe.PaymentIntent {
  mayCapture(paymentIntent)
  const charge = heldCharge(world, paymentIntent)
  if (!charge) throw new Error(`${paymentIntent.id} has no charge.`)
  const taken = amount ?? paymentIntent.amount_capturable
  if (taken > paymentIntent.amount_capturable) throw tooMuch(paymentIntent)
  world.store.remove('timers', holdTimerId(paymentIntent.id))
  takeHeld(world, charge, taken)
  return changeIntent(world, paymentIntent.id, { do: 'capture', amount: taken })
}

function takeHeld(world: World, before: Readonly<Stripe.Charge>, amount: number): void {
  const transaction = enterCharge(world, { ...before, amount_captured: amount })
  const charge = stepCharge(world, before.id, { do: 'capture', amount, transaction })
  const released = charge.amount_refunded
  tellRelease(world, charge, released)
  if (released === 0 || !world.settings.partialCaptureRefunds) return
  emitChange(world, 'charge.refunded', { object: charge, previous: { amount_refunded: 0 } })
}

function tooMuch(paymentIntent: PaymentIntent): StripeError {
  const message =
    'The payment could not be captured because the requested capture amount is greater than the amount you can capture ' +
    'for this charge. If you are trying to collect a tip or over-capture, your account might not be configured for those ' +
    'features. Contact us via https://support.stripe.com/contact/'
  return new StripeError(400, { code: 'amount_too_large', message, payment_intent: paymentIntent })
}
