import { Reference } from '@/components/ui/reference'
import { Moment, Timeline } from '@/components/ui/timeline'
import type { ConsolePaymentDetailDto } from '@/lib/contracts/console'
import { entryWords } from './payment-words'

type Entry = ConsolePaymentDetailDto['timeline'][number]

/** What we did and what Stripe told, in one list. The references are what logs and Stripe's support can be asked for. */
export function PaymentTimeline({ timeline }: Pick<ConsolePaymentDetailDto, 'timeline'>) {
  return (
    <Timeline label="Timeline">
      {timeline.toSorted(byTime).map((entry) => (
        <PaymentMoment key={`${entry.at} ${entry.what} ${entry.reference}`} entry={entry} />
      ))}
    </Timeline>
  )
}

function PaymentMoment({ entry: { at, source, what, detail, reference } }: { entry: Entry }) {
  const isOurs = source === 'shop'
  const { tone, title } = isOurs ? entryWords(what) : { title: <Reference>{what}</Reference> }
  return (
    <Moment at={at} show="second" title={title} tone={tone} source={isOurs ? 'this shop' : 'Stripe'}>
      {detail && <p className="wrap-anywhere">{detail.startsWith('pi_') ? <Reference>{detail}</Reference> : detail}</p>}
      {reference && (
        <p className="text-sm text-muted">
          {isOurs ? 'Request ' : 'Event '}
          <Reference>{reference}</Reference>
        </p>
      )}
    </Moment>
  )
}

// Stripe's times are whole seconds and ours are finer, so within a second the order is the one things happen in.
function byTime(a: Entry, b: Entry): number {
  return a.at.slice(0, 19).localeCompare(b.at.slice(0, 19)) || stepOf(a) - stepOf(b) || a.at.localeCompare(b.at)
}

function stepOf({ source, what }: Entry): number {
  if (what === 'payment.ask') return 0
  if (what.endsWith('.created')) return 1
  if (what === 'payment.create') return 2
  return source === 'stripe' ? 3 : 4
}
