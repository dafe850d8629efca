import 'server-only'
import type { DisputeDto } from '@/lib/contracts/holds-and-refunds'
import type { FoundDispute } from './store'

/** One dispute, for the merchant's people. */
export function toDisputeDto({ payment, ...dispute }: FoundDispute): DisputeDto {
  const { customer, order, mandates, paymentMethod } = payment
  const given = [...mandates, ...(paymentMethod?.mandates ?? [])].find(({ activatedAt }) => activatedAt !== null)
  return {
    id: dispute.id,
    paymentId: payment.id,
    stripeDisputeId: dispute.stripeDisputeId,
    amount: dispute.amount,
    currency: dispute.currency,
    status: dispute.status,
    reason: dispute.reason,
    kind: dispute.kind,
    evidenceDueBy: dispute.evidenceDueBy?.toISOString() ?? null,
    openedAt: dispute.openedAt.toISOString(),
    customer: {
      id: customer.id,
      name: customer.user?.name ?? 'Guest',
      email: customer.user?.email ?? order.email,
    },
    mandateId: given?.id ?? null,
  }
}
