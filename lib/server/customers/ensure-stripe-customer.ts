import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { stripeAccount } from '../stripe/account'
import { createStripeCustomer } from '../stripe/customers'
import { getCustomer, mapToStripe } from './store'

/**
 * The Stripe Customer of one of our customers, made at the first save. Two first saves at once send the same idempotency
 * key, so Stripe makes one. Throws `wrong_stripe_account` when the mapping belongs to other keys than ours.
 */
export async function ensureStripeCustomer(customerId: string): Promise<string> {
  const account = await stripeAccount()
  const customer = await getCustomer(customerId)
  if (customer.stripeCustomerId) {
    if (customer.stripeAccountId === account.stripeAccountId && customer.livemode === account.livemode)
      return customer.stripeCustomerId
    throw new AppError('wrong_stripe_account', 'This customer belongs to another Stripe account.')
  }
  const { name, email } = customer.user
  const stripeCustomerId = await createStripeCustomer({ customerId, name, email })
  await mapToStripe(customerId, { stripeCustomerId, ...account })
  return stripeCustomerId
}
