import { Badge } from '@/components/ui/badge'
import { endsSoon, isOver, timeLeft } from './time-left'

/** How long a hold lasts; pressing within its last day. */
export function HoldBadge({ end, now }: { end: string; now: string }) {
  if (isOver(end, now)) return <Badge tone="danger">Hold is over</Badge>
  return <Badge tone={endsSoon(end, now) ? 'warning' : undefined}>{timeLeft(end, now)}</Badge>
}
