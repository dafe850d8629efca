import type Stripe from 'stripe'
import { emitChange } from '../events'
import { idOf } from '../ids'
import type { World } from '../world'
import { clearDefaults } from './default-methods'
import { endMandates } from './mandate-changes'

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
  world.store.put('used_up_methods', method.id, { id: method.id, how })
  const mandateFirst = world.settings.detachOrder === 'mandate_first'
  if (mandateFirst) endMandates(world, method.id)
  const detached = withoutCustomer(world, method)
  if (!mandateFirst) endMandates(world, method.id)
  return detached
}

function withoutCustomer(world: World, method: PaymentMethod): Stripe.PaymentMethod {
  const customer = idOf(method.customer)
  if (!customer) return method
  const { customer_account } = method
  const detached = { ...method, customer: null, customer_account: null }
  world.store.put('payment_methods', method.id, detached)
  const previous = { customer, ...(customer_account && { customer_account }) }
  emitChange(world, 'payment_method.detached', { object: detached, previous })
  clearDefaults(world, method.id, customer)
  return detached
}
