import { Amount } from '@/components/ui/amount'
import { Badge } from '@/components/ui/badge'
import { Reference } from '@/components/ui/reference'
import { Time } from '@/components/ui/time'
import type { RefundDto } from '@/lib/contracts/holds-and-refunds'
import { refundReasonWords } from './command-words'
import { refundWords } from './refund-words'

/** Money on its way back and what became of it. */
export function RefundList({ refunds }: { refunds: RefundDto[] }) {
  return (
    <ul aria-label="Refunds" className="divide-y divide-line border-y border-line">
      {refunds.map((refund) => (
        <RefundRow key={refund.id} refund={refund} />
      ))}
    </ul>
  )
}

function RefundRow({ refund }: { refund: RefundDto }) {
  const { amount, currency, reason, madeHere, stripeRefundId, at } = refund
  const { tone, word, text } = refundWords(refund)
  return (
    <li className="grid gap-1 py-4">
      <p className="flex flex-wrap items-center justify-between gap-3">
        <strong className="font-semibold">
          <Amount amount={amount} currency={currency} />
        </strong>
        <Badge tone={tone}>{word}</Badge>
      </p>
      <p className="wrap-anywhere">{text}</p>
      <p className="text-sm text-muted">
        <Time value={at} show="minute" />
        {reason && ` · ${refundReasonWords(reason)}`}
        {!madeHere && ' · Made in Stripe’s Dashboard'}
      </p>
      {stripeRefundId && (
        <p className="text-sm text-muted">
          <Reference>{stripeRefundId}</Reference>
        </p>
      )}
    </li>
  )
}
