import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { env, isLivemode } from '../env'
import { stripe } from './client'
import { callStripe } from './errors'

export type StripeAccount = { stripeAccountId: string; livemode: boolean }

const holder: { account?: Promise<StripeAccount & { currency: string }> } = {}

/**
 * The account our keys open, read once. Every mapping to Stripe is stored with it, so that a copy of this database on other
 * keys refuses to touch what belongs to the first. Throws `wrong_stripe_account` when MERCHANT_COUNTRY disagrees.
 */
export async function stripeAccount(): Promise<StripeAccount> {
  const { stripeAccountId, livemode } = await account()
  return { stripeAccountId, livemode }
}

/** The currency the account settles in: what Stripe chooses payment methods by where we name none. */
export async function accountCurrency(): Promise<string> {
  return (await account()).currency
}

function account() {
  holder.account ??= readAccount().catch((error: unknown) => {
    delete holder.account
    throw error
  })
  return holder.account
}

async function readAccount(): Promise<StripeAccount & { currency: string }> {
  const { id, country, default_currency: currency } = await callStripe(() => stripe().accounts.retrieveCurrent())
  if (country !== env().MERCHANT_COUNTRY) {
    const sentence = `MERCHANT_COUNTRY is ${env().MERCHANT_COUNTRY}, but the Stripe account is in ${country ?? 'no country'}.`
    throw new AppError('wrong_stripe_account', sentence)
  }
  if (!currency) throw new Error(`Stripe account ${id} has no default currency.`)
  return { stripeAccountId: id, livemode: isLivemode(), currency }
}
