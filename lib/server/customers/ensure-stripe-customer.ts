import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { stripeAccount } from '../stripe/account'
import { isAtStripe, type StripeCustomerIds } from '../stripe/customer-ids'
import { createStripeCustomer } from '../stripe/customers'
import { isStoredFailure } from '../stripe/errors'
import { getCustomer, type MappedCustomer, mapToStripe, personOf, renewCustomerKey } from './store'

/**
 * How Stripe knows one of our customers, who is made there at the first save or payment. Two first saves at once send the
 * same idempotency key, so Stripe makes one. Whoever is known stays what they are when STRIPE_CUSTOMER_MODEL changes.
 * Throws `wrong_stripe_account` when the mapping belongs to other keys than ours.
 */
export async function ensureStripeCustomer(customerId: string): Promise<StripeCustomerIds> {
  return stripeCustomerOf(await getCustomer(customerId))
}

/** The same for a customer who has been read. */
export async function stripeCustomerOf(customer: MappedCustomer): Promise<StripeCustomerIds> {
  const account = await stripeAccount()
  const { id: customerId, stripeAccountId, livemode, stripeTry } = customer
  if (isAtStripe(customer)) {
    if (stripeAccountId === account.stripeAccountId && livemode === account.livemode) return customer
    throw new AppError('wrong_stripe_account', 'This customer belongs to another Stripe account.')
  }
  // A guest is nobody yet: Stripe learns who paid from Amazon.
  const who = (await personOf(customer)) ?? {}
  try {
    const made = await createStripeCustomer({ customerId, stripeTry, ...who })
    return await mapToStripe(customerId, { ...made, ...account })
  } catch (error) {
    // Stripe repeats a refusal and a 500 for a day: the key is used up. A second one of nobody's does no harm.
    const refused = error instanceof AppError && error.code === 'payment_provider_refused'
    if (refused || isStoredFailure(error)) await renewCustomerKey(customerId, stripeTry)
    throw error
  }
}
