import 'server-only'
import { stripe } from './client'
import { callStripe } from './errors'

type NewCustomer = { customerId: string; name: string; email: string }

/** Makes the Stripe Customer of one of our customers. The key names the customer, so that asking twice makes one. */
export async function createStripeCustomer({ customerId, name, email }: NewCustomer): Promise<string> {
  const customer = await callStripe(() =>
    stripe().customers.create(
      { name, email, metadata: { customer_id: customerId } },
      { idempotencyKey: `customer:${customerId}` },
    ),
  )
  return customer.id
}
