import { Reference } from '@/components/ui/reference'
import { Moment, Timeline } from '@/components/ui/timeline'
import type { ConsolePaymentDetailDto } from '@/lib/contracts/console'
import { formatMoney } from '@/lib/domain/money'
import { entryWords } from './timeline-words'

type Entry = ConsolePaymentDetailDto['timeline'][number]

type Props = Pick<ConsolePaymentDetailDto, 'timeline' | 'currency'>

/** What we did and what Stripe told, in one list. The references are what logs and Stripe's support can be asked for. */
export function PaymentTimeline({ timeline, currency }: Props) {
  return (
    <Timeline label="Timeline">
      {timeline.toSorted(byTime).map((entry) => (
        <PaymentMoment
          key={`${entry.at} ${entry.what} ${entry.reference} ${entry.detail}`}
          entry={entry}
          currency={currency}
        />
      ))}
    </Timeline>
  )
}

function PaymentMoment({ entry, currency }: { entry: Entry; currency: string }) {
  const { at, source, what, reference } = entry
  const isOurs = source === 'shop'
  const { tone, title } = isOurs ? entryWords(what) : { title: <Reference>{what}</Reference> }
  return (
    <Moment at={at} show="second" title={title} tone={tone} source={isOurs ? 'this shop' : 'Stripe'}>
      <Detail entry={entry} currency={currency} />
      {reference && (
        <p className="text-sm text-muted">
          {isOurs ? 'Request ' : 'Event '}
          <Reference>{reference}</Reference>
        </p>
      )}
    </Moment>
  )
}

function Detail({ entry: { what, detail }, currency }: { entry: Entry; currency: string }) {
  if (!detail) return null
  if (what.endsWith('_ask') || what.endsWith('.ask')) return <p>{amountOf(detail, currency)}</p>
  const isId = /^(pi|re|pyr|du|dp)_/.test(detail)
  return <p className="wrap-anywhere">{isId ? <Reference>{detail}</Reference> : detail}</p>
}

// What was asked for is kept in minor units.
function amountOf(detail: string, currency: string): string {
  return /^\d+$/.test(detail) ? formatMoney({ amount: Number(detail), currency }) : detail
}

// Stripe's times are whole seconds and ours are finer, so within a second the order is the one things happen in.
function byTime(a: Entry, b: Entry): number {
  return a.at.slice(0, 19).localeCompare(b.at.slice(0, 19)) || stepOf(a) - stepOf(b) || a.at.localeCompare(b.at)
}

function stepOf({ source, what }: Entry): number {
  if (/[._](ask|start)$/.test(what)) return 0
  if (what.endsWith('.created')) return 1
  if (what === 'payment.create') return 2
  return source === 'stripe' ? 3 : 4
}
