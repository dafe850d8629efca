import { Badge } from '@/components/ui/badge'
import { Time } from '@/components/ui/time'
import { waitsForAnswer } from './dispute-words'
import { daysLeft, endsSoon, isOver } from './time-left'

/** Until when a dispute can be answered, and how long that is from now. */
export function AnswerBy({ due, now, status }: { due: string; now: string; status: string }) {
  if (!waitsForAnswer(status)) return <Time value={due} />
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      <Time value={due} show="minute" />
      {isOver(due, now) ? (
        <Badge tone="danger">Too late</Badge>
      ) : (
        <Badge tone={endsSoon(due, now) ? 'warning' : undefined}>{daysLeft(due, now)}</Badge>
      )}
    </span>
  )
}
