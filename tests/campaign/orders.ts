import { between, oneOf, randomFor } from './random'

/** One charge the merchant asks for, however often: what is sent is always the same. */
export type Order = {
  number: number
  /** Its Idempotency-Key. */
  key: string
  customerId: string
  /** Minor units. The sandbox declines some amounts and not others. */
  amount: number
  /** How many send it at the same time. */
  senders: number
  /** Whether the first to send it hangs up before any answer can come. */
  impatient: boolean
}

const CROWDED = 0.1
const IMPATIENT = 0.05

/** The charges of a run: the same ones for the same seed. */
export function drawOrders(count: number, customers: string[], seed: number): Order[] {
  const random = randomFor(seed, 'orders')
  return Array.from({ length: count }, (_, number) => ({
    number,
    key: `campaign-${seed}-${number}`,
    customerId: oneOf(random, customers),
    amount: between(random, 50, 20_000),
    senders: random() < CROWDED ? between(random, 2, 4) : 1,
    impatient: random() < IMPATIENT,
  }))
}
