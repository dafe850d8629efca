import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { type StripeAccount, stripeAccount } from './account'

/** Throws `wrong_stripe_account` for a row that belongs to other keys than ours: it is not to be touched. */
export async function requireSameAccount(row: StripeAccount): Promise<void> {
  const account = await stripeAccount()
  if (account.stripeAccountId === row.stripeAccountId && account.livemode === row.livemode) return
  throw new AppError('wrong_stripe_account', 'This belongs to another Stripe account.')
}
