import type { WorldState } from '../../../control-types'

export type CustomersMoney = { place: string; currency: string; amount: number }

/** Where the money of customers is, in minor units; a dispute the shop won holds none any more. */
export function customersMoney({ objects }: WorldState): CustomersMoney[] {
  const { payment_intents, charges, refunds, disputes } = objects
  const parts = [
    ...payment_intents.map(({ currency, amount_capturable: amount }) => ({ place: 'Held', currency, amount })),
    ...charges.map(({ currency, amount_captured: amount }) => ({ place: 'Captured', currency, amount })),
    ...refunds.filter(({ status }) => status !== 'failed').map((each) => ({ ...each, place: 'Refunded' })),
    ...disputes.filter(({ status }) => status !== 'won').map((each) => ({ ...each, place: 'Disputed' })),
  ]
  const sums = new Map<string, CustomersMoney>()
  for (const { place, currency, amount } of parts) {
    const key = `${currency} ${place}`
    if (amount > 0) sums.set(key, { place, currency, amount: amount + (sums.get(key)?.amount ?? 0) })
  }
  return [...sums.values()]
}
