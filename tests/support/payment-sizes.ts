import type { Way } from './payment-orders'

/** `MANDATE_SEED` repeats a run; without it every run draws anew. */
export const seed = number('MANDATE_SEED') ?? Math.floor(Math.random() * 1_000_000)
const orders = number('PAYMENT_ORDERS') ?? 60

/** Orders of events to try: 5,040 are all there are. Those are taken for a customer who approves, 500 at most for each other. */
export function ordersToTry(way: Way): number {
  return way === 'approves' ? orders : Math.min(orders, 500)
}

/** Random longer ones. */
export const storiesToTell = number('PAYMENT_STORIES') ?? 200

function number(name: string): number | undefined {
  const value = process.env[name]
  if (!value) return undefined
  if (!/^\d+$/.test(value)) throw new Error(`${name} is "${value}" and has to be a whole number.`)
  return Number(value)
}
