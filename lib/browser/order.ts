import { type PlacedOrderDto, placedOrderDto, type PlaceOrderBody } from '../contracts/checkout'
import { callApi } from './api'
import { startPayment } from './start-payment'

const TIMEOUT_MS = 15_000
// Long enough for an ordinary answer of Stripe's; the page of the order can start the payment as well.
const START_MS = 5000

/** Places an order. Throws an ApiProblem for an answer of ours, and whatever fetch throws when nothing is known. */
export async function placeOrder(body: PlaceOrderBody, idempotencyKey: string): Promise<PlacedOrderDto> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const { answer } = await callApi('/api/orders', { body, answer: placedOrderDto, idempotencyKey, signal })
  return answer
}

/** Starts the order's payment ahead of its page, which saves the customer a step. If that fails, the page offers it. */
export async function startAhead(orderId: string): Promise<void> {
  await startPayment(orderId, {}, AbortSignal.timeout(START_MS)).catch(() => null)
}
