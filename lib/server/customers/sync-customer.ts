import 'server-only'
import { requireSameAccount } from '../stripe/same-account'
import { isDeletedCustomer } from '../stripe/customers'
import { type Customer, findCustomerByStripeId, forgetStripeCustomer } from './store'

/** Gives a Stripe Customer up that was deleted at Stripe; whatever was saved for it has gone with it. True if it has. */
export async function syncCustomer(stripeCustomerId: string): Promise<boolean> {
  const customer = await findCustomerByStripeId(stripeCustomerId)
  if (!customer) return false
  await requireSameAccount(mappingOf(customer))
  if (!(await isDeletedCustomer(stripeCustomerId))) return false
  await forgetStripeCustomer(customer.id, stripeCustomerId)
  return true
}

function mappingOf({ id, stripeAccountId, livemode }: Customer): { stripeAccountId: string; livemode: boolean } {
  if (stripeAccountId === null || livemode === null) throw new Error(`Customer ${id} has no Stripe account.`)
  return { stripeAccountId, livemode }
}
