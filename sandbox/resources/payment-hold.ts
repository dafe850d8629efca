import type Stripe from 'stripe'
import { idOf } from '../ids'
import type { World } from '../world'
import { stepCharge } from './charge-changes'
import { changeIntent, holdTimerId } from './payment-outcome'
import { tellRelease } from './release'

type PaymentIntent = Readonly<Stripe.PaymentIntent>

/** Nobody captured the money in time: it is the customer's again (docs.stripe.com/payments/amazon-pay/accept-a-payment). */
export function expireHold(world: World, id: string): void {
  const paymentIntent = world.store.get('payment_intents', id)
  if (paymentIntent?.status !== 'requires_capture') return
  releaseHold(world, paymentIntent, 'charge.expired')
  changeIntent(world, id, { do: 'cancel', reason: 'automatic', at: world.now() })
}

/** Gives back what was set aside; does nothing for a PaymentIntent that holds nothing. */
export function releaseHold(
  world: World,
  paymentIntent: PaymentIntent,
  told: 'charge.expired' | 'charge.refunded',
): void {
  const before = heldCharge(world, paymentIntent)
  if (!before) return
  world.store.remove('timers', holdTimerId(paymentIntent.id))
  tellRelease(world, before, before.amount)
  stepCharge(world, before.id, { do: 'release', told })
}

/** The charge whose money is set aside, while it is. */
export function heldCharge(world: World, paymentIntent: PaymentIntent): Readonly<Stripe.Charge> | undefined {
  if (paymentIntent.status !== 'requires_capture') return undefined
  return world.store.get('charges', idOf(paymentIntent.latest_charge) ?? '')
}
