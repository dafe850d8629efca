import 'server-only'
import { stripe } from './client'
import { callStripe, isMissing } from './errors'

type NewCustomer = { customerId: string; stripeTry: number; name?: string; email?: string }

/** Makes the Stripe Customer of one of our customers. The key names the customer, so that asking twice makes one. */
export async function createStripeCustomer({ customerId, stripeTry, name, email }: NewCustomer): Promise<string> {
  const customer = await callStripe(() =>
    stripe().customers.create(
      { ...(name && { name }), ...(email && { email }), metadata: { customer_id: customerId } },
      { idempotencyKey: `customer:${customerId}${stripeTry > 0 ? `:${stripeTry}` : ''}` },
    ),
  )
  return customer.id
}

/** Whether a Stripe Customer was deleted. Stripe keeps a stub of those; test data can be gone altogether. */
export async function isDeletedCustomer(stripeCustomerId: string): Promise<boolean> {
  try {
    return (await callStripe(() => stripe().customers.retrieve(stripeCustomerId))).deleted === true
  } catch (error) {
    if (isMissing(error)) return true
    throw error
  }
}
