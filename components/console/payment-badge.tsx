import { Badge } from '@/components/ui/badge'
import type { PaymentState } from '@/lib/domain/payment-status'
import { paymentWords } from './payment-words'

/** Where a payment stands; one that the worker has given up on says so beside it. */
export function PaymentBadge({ state, needsAttention }: { state: PaymentState; needsAttention: boolean }) {
  const { tone, word } = paymentWords(state, null)
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <Badge tone={tone}>{word}</Badge>
      {needsAttention && <Badge tone="warning">Needs attention</Badge>}
    </span>
  )
}
