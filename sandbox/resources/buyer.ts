import type Stripe from 'stripe'
import type { World } from '../world'

/** The Amazon account's e-mail arrives with its approval, unless the shop had given one. */
export function withBuyer(
  world: World,
  method: Readonly<Stripe.PaymentMethod>,
  customer: string | null,
): Stripe.PaymentMethod {
  if (method.type !== 'amazon_pay' || method.billing_details.email !== null) return method
  const email = amazonEmail(world, customer)
  return email === null ? method : { ...method, billing_details: { ...method.billing_details, email } }
}

/** What the Amazon account's e-mail is taken to be; null when it is not told at all. */
export function amazonEmail(world: World, customer: string | null): string | null {
  const { billingEmail } = world.settings
  if (billingEmail !== 'from_customer') return billingEmail === 'none' ? null : billingEmail
  return (customer && world.store.get('customers', customer)?.email) || 'buyer@example.com'
}
