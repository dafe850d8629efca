import 'server-only'
import type { StripeCustomerIds } from '../stripe/customer-ids'
import { isDeletedCustomer } from '../stripe/customers'
import { classOf, isMissingCustomer } from '../stripe/errors'
import { forgetStripeCustomer } from './store'

/**
 * After a failed call that named a customer at Stripe: gives them up if it failed because they are gone, so that the next
 * call makes another. True if it did.
 */
export async function forgetIfGone(error: unknown, customerId: string, named: StripeCustomerIds): Promise<boolean> {
  if (!(await isGone(error, named))) return false
  await forgetStripeCustomer(customerId, named)
  return true
}

// How a call is refused that names a closed account is not documented: that is asked, and not read from the refusal.
async function isGone(error: unknown, named: StripeCustomerIds): Promise<boolean> {
  if (named.stripeCustomerAccountId === null) return isMissingCustomer(error)
  return classOf(error) === 'refused' && isDeletedCustomer(named)
}
