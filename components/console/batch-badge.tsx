import { Badge } from '@/components/ui/badge'
import type { ChargeBatchDto } from '@/lib/contracts/charge-batches'
import { batchWord } from './batch-words'

/** Where a list of charges stands. */
export function BatchBadge({ batch }: { batch: Pick<ChargeBatchDto, 'status' | 'totals'> }) {
  const { tone, word } = batchWord(batch)
  return <Badge tone={tone}>{word}</Badge>
}
