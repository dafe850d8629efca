import 'server-only'
import type { RefundDto } from '@/lib/contracts/holds-and-refunds'
import type { Refund } from './store'

/** One refund, for the merchant's people. */
export function toRefundDto(refund: Refund, currency: string): RefundDto {
  const { id, amount, status, reason, failureReason, madeHere, stripeRefundId, createdAt } = refund
  // A refund that wants the customer's help is on its way, as far as anybody here can tell.
  const state = status === null ? 'starting' : status === 'requires_action' ? 'pending' : status
  const why = status === null ? null : failureReason
  return {
    ...{ id, state, amount, currency, reason, madeHere, stripeRefundId },
    failureReason: why,
    at: createdAt.toISOString(),
  }
}
