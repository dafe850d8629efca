import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { stripeAccount } from '../stripe/account'
import { createStripeCustomer } from '../stripe/customers'
import { isStoredFailure } from '../stripe/errors'
import { getCustomer, type MappedCustomer, mapToStripe, personOf, renewCustomerKey } from './store'

/**
 * The Stripe Customer of one of our customers, made at the first save or payment. Two first saves at once send the same idempotency
 * key, so Stripe makes one. Throws `wrong_stripe_account` when the mapping belongs to other keys than ours.
 */
export async function ensureStripeCustomer(customerId: string): Promise<string> {
  return stripeCustomerOf(await getCustomer(customerId))
}

/** The same for a customer who has been read. */
export async function stripeCustomerOf(customer: MappedCustomer): Promise<string> {
  const account = await stripeAccount()
  const { id: customerId, stripeCustomerId, stripeAccountId, livemode, stripeTry } = customer
  if (stripeCustomerId) {
    if (stripeAccountId === account.stripeAccountId && livemode === account.livemode) return stripeCustomerId
    throw new AppError('wrong_stripe_account', 'This customer belongs to another Stripe account.')
  }
  // A guest is nobody yet: Stripe learns who paid from Amazon.
  const who = (await personOf(customer)) ?? {}
  try {
    const made = await createStripeCustomer({ customerId, stripeTry, ...who })
    await mapToStripe(customerId, { stripeCustomerId: made, ...account })
    return made
  } catch (error) {
    // Stripe repeats a refusal and a 500 for a day: the key is used up. A second Customer of nobody's does no harm.
    const refused = error instanceof AppError && error.code === 'payment_provider_refused'
    if (refused || isStoredFailure(error)) await renewCustomerKey(customerId, stripeTry)
    throw error
  }
}
