import type Stripe from 'stripe'
import { idOf } from '../ids'
import type { World } from '../world'
import { clearDefaults } from './default-methods'
import { endMandates } from './mandate-changes'
import { stepMethod } from './method-changes'

type PaymentMethod = Readonly<Stripe.PaymentMethod>

/**
 * Ends a method for good: its mandates become inactive, and nobody can use it again. Two events, `mandate.updated` and
 * `payment_method.detached` (docs.stripe.com/payments/amazon-pay/set-up-future-payments); their order is a setting.
 */
export function detach(
  world: World,
  method: PaymentMethod,
  how: 'declined' | 'detached' = 'detached',
): Stripe.PaymentMethod {
  const mandateFirst = world.settings.detachOrder === 'mandate_first'
  if (mandateFirst) endMandates(world, method.id)
  const customer = idOf(method.customer)
  const detached = stepMethod(world, method, { do: 'detach', how })
  if (customer) clearDefaults(world, method.id, customer)
  if (!mandateFirst) endMandates(world, method.id)
  return detached
}
