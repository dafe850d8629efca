import type { CustomersMoney } from './view-types'
import type { World } from './world'

/** Where the money of customers is, in minor units; a dispute the shop won holds none any more. */
export function customersMoney({ store }: World): CustomersMoney[] {
  const sums = new Map<string, CustomersMoney>()
  const add = (place: string, currency: string, amount: number) => {
    const key = `${currency} ${place}`
    if (amount > 0) sums.set(key, { place, currency, amount: amount + (sums.get(key)?.amount ?? 0) })
  }
  for (const { currency, amount_capturable: held } of store.all('payment_intents')) add('Held', currency, held)
  for (const { currency, amount_captured: taken } of store.all('charges')) add('Captured', currency, taken)
  for (const { currency, amount, status } of store.all('refunds')) {
    if (status !== 'failed') add('Refunded', currency, amount)
  }
  for (const { currency, amount, status } of store.all('disputes')) {
    if (status !== 'won') add('Disputed', currency, amount)
  }
  return [...sums.values()]
}
