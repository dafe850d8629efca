import { Amount } from '@/components/ui/amount'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Heading } from '@/components/ui/heading'
import { Time } from '@/components/ui/time'
import type { Tone } from '@/components/ui/tone'
import type { OrderDto } from '@/lib/contracts/orders'

type Refund = OrderDto['payments'][number]['refunds'][number]

/** Money on its way back, or back; nothing where there is none. */
export function Refunds({ order: { payments, currency } }: { order: Pick<OrderDto, 'payments' | 'currency'> }) {
  const refunds = payments.flatMap((payment) => payment.refunds)
  if (refunds.length === 0) return null
  return (
    <Card as="section" aria-labelledby="refunds">
      <Heading id="refunds">Refunds</Heading>
      <ul aria-labelledby="refunds" className="mt-3 divide-y divide-line">
        {refunds.map(({ amount, state, at }) => (
          <li key={`${at} ${amount} ${state}`} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3">
            <strong className="font-semibold">
              <Amount amount={amount} currency={currency} />
            </strong>
            <span className="text-sm text-muted">
              <Time value={at} />
            </span>
            <span className="ms-auto">
              <Badge tone={words[state].tone}>{words[state].word}</Badge>
            </span>
          </li>
        ))}
      </ul>
      {refunds.some(({ state }) => state === 'pending') && (
        <p className="mt-2 text-sm text-muted">A refund can take up to 14 days to arrive.</p>
      )}
    </Card>
  )
}

const words: Record<Refund['state'], { tone: Tone; word: string }> = {
  pending: { tone: 'info', word: 'On its way' },
  succeeded: { tone: 'success', word: 'Sent back' },
  failed: { tone: 'danger', word: 'Couldn’t be sent' },
}
