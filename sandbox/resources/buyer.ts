import type Stripe from 'stripe'
import type { World } from '../world'

/** The Amazon account's e-mail arrives with its approval, unless the shop had given one. */
export function withBuyer(
  world: World,
  method: Readonly<Stripe.PaymentMethod>,
  customer: string | null,
): Stripe.PaymentMethod {
  const { billingEmail } = world.settings
  if (method.type !== 'amazon_pay') return method
  if (method.billing_details.email !== null || billingEmail === 'none') return method
  const own = customer && world.store.get('customers', customer)?.email
  const email = billingEmail === 'from_customer' ? own || 'buyer@example.com' : billingEmail
  return { ...method, billing_details: { ...method.billing_details, email } }
}
