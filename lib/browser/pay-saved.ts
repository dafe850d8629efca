import { type PaidDto, paidDto } from '../contracts/checkout'
import { callApi } from './api'
import { forgetKey } from './attempt-key'

const TIMEOUT_MS = 15_000

type Asked = { orderId: string; paymentMethodId: string; idempotencyKey: string }

/**
 * Pays an order with a saved method. `isKnown` is false when Stripe has not answered yet: the return page waits for it.
 * Throws an ApiProblem for a refusal of ours, and whatever fetch throws when nothing is known.
 */
export async function paySaved({
  orderId,
  paymentMethodId,
  idempotencyKey,
}: Asked): Promise<PaidDto & { isKnown: boolean }> {
  const { status, answer } = await callApi(`/api/orders/${orderId}/pay`, {
    body: { paymentMethodId },
    answer: paidDto,
    idempotencyKey,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  return { ...answer, isKnown: status === 200 }
}

/** Where this tab keeps the key of its last try to pay an order with a saved method. */
export function payingPlace(orderId: string): string {
  return `pay-asked:${orderId}`
}

/** What that try came to is known: paying again is a new one. */
export function forgetPaying(orderId: string): void {
  forgetKey(payingPlace(orderId))
}
