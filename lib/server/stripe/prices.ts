import 'server-only'
import { stripe } from './client'
import { callStripe } from './errors'

export type PlanTerms = {
  productId: string
  name: string
  /** Minor units for each interval. */
  amount: number
  currency: string
  interval: 'day' | 'week' | 'month' | 'year'
}

/**
 * Stripe's price for what a plan costs, made when there is none. It is found by a key that says all that matters, so nothing
 * of it is stored here: another account, or a world that was reset, has its own in a moment
 * (https://docs.stripe.com/products-prices/manage-prices#lookup-keys). `n`: a key that ended in a stored error is used up.
 */
export async function ensurePrice(terms: PlanTerms, n: string): Promise<string> {
  const { productId, name, amount: unit_amount, currency, interval } = terms
  const lookup_key = `mandate:${productId}:${unit_amount}:${currency}:${interval}`
  const { data } = await callStripe(() => stripe().prices.list({ lookup_keys: [lookup_key], active: true, limit: 1 }))
  const [found] = data
  if (found) return found.id
  const product_data = { name, metadata: { product_id: productId } }
  const params = { unit_amount, currency, recurring: { interval }, lookup_key, product_data }
  return (await callStripe(() => stripe().prices.create(params, { idempotencyKey: `price:${lookup_key}:${n}` }))).id
}
