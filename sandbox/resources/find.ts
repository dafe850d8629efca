import type Stripe from 'stripe'
import { type Call, pathId } from '../wire/call'
import { noSuch } from '../wire/errors'
import type { World } from '../world'

/** A customer named in a body or query. @throws StripeError 400 when there is none, or it was deleted. */
export function customerNamed(world: World, id: string, param = 'customer'): Readonly<Stripe.Customer> {
  const customer = world.store.get('customers', id)
  if (customer) return customer
  throw noSuch('customer', id, { param })
}

/** @throws StripeError 404 */
export function customerInPath(call: Call): Readonly<Stripe.Customer> {
  const customer = call.world.store.get('customers', customerIdIn(call))
  if (customer) return customer
  throw noSuch('customer', pathId(call), { param: 'id', path: true })
}

/** The `cus_…` in a path, where an account may stand as well (docs.stripe.com/accounts-v2/use-accounts-as-customers). */
export function customerIdIn(call: Call): string {
  return call.world.store.get('customer_accounts', pathId(call))?.customer ?? pathId(call)
}

/** A method named in a body. @throws StripeError 400 when there is none. */
export function methodNamed(world: World, id: string): Readonly<Stripe.PaymentMethod> {
  const method = world.store.get('payment_methods', id)
  if (method) return method
  throw noSuch('PaymentMethod', id, { param: 'payment_method' })
}

/** @throws StripeError 404 */
export function methodInPath(call: Call): Readonly<Stripe.PaymentMethod> {
  const method = call.world.store.get('payment_methods', pathId(call))
  if (method) return method
  throw noSuch('PaymentMethod', pathId(call), { param: 'id', path: true })
}

/** Everything attached to the customer, oldest first. */
export function methodsOf(world: World, customer: string): Readonly<Stripe.PaymentMethod>[] {
  return world.groups.methodsOfCustomer.of(customer)
}
