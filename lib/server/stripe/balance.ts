import 'server-only'
import { totalsOf } from '@/lib/domain/money'
import { stripe } from './client'
import { callStripe } from './errors'

/** What Stripe holds for the merchant now, available and pending together, in minor units of each currency. */
export async function stripeBalances(): Promise<Map<string, number>> {
  const { available, pending } = await callStripe(() => stripe().balance.retrieve())
  return totalsOf([...available, ...pending])
}
