import type Stripe from 'stripe'
import { StripeError } from '../wire/errors'
import type { World } from '../world'

const NAMES = { setup_intent: 'SetupIntents', payment_intent: 'PaymentIntents' }

/**
 * Only Checkout confirms the intent of a session, and only its expiry cancels it
 * (docs.stripe.com/api/checkout/sessions/object, `setup_intent`).
 * @throws StripeError 400
 */
export function refuseCheckoutsOwn(world: World, intent: Readonly<Stripe.SetupIntent | Stripe.PaymentIntent>): void {
  if (world.groups.plansOfIntent.of(intent.id).length === 0) return
  throw new StripeError(400, {
    message: `You cannot perform this action on ${NAMES[intent.object]} created by Checkout.`,
  })
}
