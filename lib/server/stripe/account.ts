import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { env, isLivemode } from '../env'
import { stripe } from './client'
import { callStripe } from './errors'

export type StripeAccount = { stripeAccountId: string; livemode: boolean }

const holder: { account?: Promise<StripeAccount> } = {}

/**
 * The account our keys open, read once. Every mapping to Stripe is stored with it, so that a copy of this database on other
 * keys refuses to touch what belongs to the first. Throws `wrong_stripe_account` when MERCHANT_COUNTRY disagrees.
 */
export function stripeAccount(): Promise<StripeAccount> {
  holder.account ??= readAccount().catch((error: unknown) => {
    delete holder.account
    throw error
  })
  return holder.account
}

async function readAccount(): Promise<StripeAccount> {
  const { id, country } = await callStripe(() => stripe().accounts.retrieveCurrent())
  if (country !== env().MERCHANT_COUNTRY) {
    const sentence = `MERCHANT_COUNTRY is ${env().MERCHANT_COUNTRY}, but the Stripe account is in ${country ?? 'no country'}.`
    throw new AppError('wrong_stripe_account', sentence)
  }
  return { stripeAccountId: id, livemode: isLivemode() }
}
