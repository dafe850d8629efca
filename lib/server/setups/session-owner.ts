import 'server-only'
import type { FoundSetup } from '../payment-methods/store'
import { isAtStripe, type StripeCustomerIds } from '../stripe/customer-ids'

/** Whom the hosted page of a try was made for at Stripe. */
export function sessionOwner({ sessionCustomerId, sessionCustomerAccountId }: FoundSetup): StripeCustomerIds {
  return { stripeCustomerId: sessionCustomerId, stripeCustomerAccountId: sessionCustomerAccountId }
}

/** Whether a hosted page was made for nobody, so that what is saved there has to be attached by us. */
export function isForNobody(setup: FoundSetup): boolean {
  return setup.offers !== null && !isAtStripe(sessionOwner(setup))
}
