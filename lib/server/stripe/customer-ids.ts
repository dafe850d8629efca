import 'server-only'
import { idOf } from './read'

/**
 * How a customer is named at Stripe: `cus_…`, or `acct_…` for an account that is configured as a customer
 * (https://docs.stripe.com/accounts-v2/use-accounts-as-customers). A row of ours has the one it was made by. An object of
 * Stripe's shows both for such an account, and may for a Customer: Stripe makes accounts of them when a business turns
 * Accounts v2 on.
 */
export type StripeCustomerIds = { stripeCustomerId: string | null; stripeCustomerAccountId: string | null }

/** The parameter by which a call names this customer: as a row says it was made, whatever the model of today is. */
export function customerParam(ids: StripeCustomerIds): { customer: string } | { customer_account: string } {
  if (ids.stripeCustomerAccountId !== null) return { customer_account: ids.stripeCustomerAccountId }
  if (ids.stripeCustomerId !== null) return { customer: ids.stripeCustomerId }
  throw new Error('This customer is not known at Stripe.')
}

/** Whether a row of ours has a customer at Stripe. */
export function isAtStripe({ stripeCustomerId, stripeCustomerAccountId }: StripeCustomerIds): boolean {
  return stripeCustomerId !== null || stripeCustomerAccountId !== null
}

/** Whether what Stripe shows belongs to the customer of one of our rows. What is nobody's is not theirs. */
export function isTheirs(theirs: StripeCustomerIds, row: StripeCustomerIds): boolean {
  const { stripeCustomerId: id, stripeCustomerAccountId: account } = row
  if (account !== null) return theirs.stripeCustomerAccountId === account
  return id !== null && theirs.stripeCustomerId === id
}

type Owned = { customer: string | { id: string } | null; customer_account?: string | null }

/** Whose an object of Stripe's is. */
export function customerIdsOf({ customer, customer_account: account }: Owned): StripeCustomerIds {
  return { stripeCustomerId: idOf(customer), stripeCustomerAccountId: account ?? null }
}
