import 'server-only'
import { isAtStripe } from '../stripe/customer-ids'
import { isDeletedCustomer } from '../stripe/customers'
import { requireSameAccount } from '../stripe/same-account'
import { type Customer, findCustomerByStripeId, forgetStripeCustomer } from './store'

/**
 * Gives a customer at Stripe up who was deleted there; whatever was saved for them has gone with it. True if they were.
 */
export async function syncCustomer(customer: Customer): Promise<boolean> {
  if (!isAtStripe(customer)) return false
  await requireSameAccount(mappingOf(customer))
  if (!(await isDeletedCustomer(customer))) return false
  await forgetStripeCustomer(customer.id, customer)
  return true
}

/** The same for an event, which names Stripe's Customer and, from the metadata, ours. */
export async function syncCustomerByStripeId(stripeCustomerId: string, customerId: string | null): Promise<boolean> {
  const customer = await findCustomerByStripeId(stripeCustomerId, customerId)
  return customer !== null && syncCustomer(customer)
}

function mappingOf({ id, stripeAccountId, livemode }: Customer): { stripeAccountId: string; livemode: boolean } {
  if (stripeAccountId === null || livemode === null) throw new Error(`Customer ${id} has no Stripe account.`)
  return { stripeAccountId, livemode }
}
