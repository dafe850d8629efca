import { Badge } from '@/components/ui/badge'
import type { ConsolePaymentDto } from '@/lib/contracts/console'
import { stateWord } from './payment-words'

type Props = Pick<ConsolePaymentDto, 'state' | 'amountRefunded' | 'isDisputed' | 'needsAttention'>

/** Where a payment stands, and beside it what a person should look at. */
export function PaymentBadge({ state, amountRefunded, isDisputed, needsAttention }: Props) {
  const { tone, word } = stateWord(state)
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <Badge tone={tone}>{word}</Badge>
      {state === 'paid' && amountRefunded > 0 && <Badge>Partly refunded</Badge>}
      {isDisputed && <Badge tone="warning">Disputed</Badge>}
      {needsAttention && <Badge tone="warning">Needs attention</Badge>}
    </span>
  )
}
