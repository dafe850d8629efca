import { Link } from '@/components/ui/link'
import { Reference } from '@/components/ui/reference'
import { type Column, Table } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { DeadLetterDto } from '@/lib/contracts/console'
import { TryAgain } from './try-again'
import { WhyStopped } from './why-stopped'

const columns: Column<DeadLetterDto>[] = [
  { header: 'What', cell: (letter) => <Subject letter={letter} /> },
  {
    header: 'Why it stopped',
    cell: ({ lastError, attempts }) => (
      <div className="grid">
        <WhyStopped lastError={lastError} />
        <span className="text-sm text-muted">{`Tried ${attempts} ${attempts === 1 ? 'time' : 'times'}`}</span>
      </div>
    ),
  },
  { header: 'Since', cell: ({ since }) => <Time value={since} show="minute" /> },
  { header: 'Action', cell: ({ id, kind, subject }) => <TryAgain id={id} label={`${kindWords(kind)}, ${subject}`} /> },
]

export function DeadLetters({ letters }: { letters: DeadLetterDto[] }) {
  return <Table caption="Needs attention" columns={columns} rows={letters} rowKey={({ id }) => id} />
}

function Subject({ letter: { kind, subject } }: { letter: DeadLetterDto }) {
  const page = pageOf(kind, subject)
  return (
    <span className="grid justify-items-start">
      {page ? (
        <Link href={page} className="inline-flex min-h-11 items-center text-link wide:min-h-0">
          {kindWords(kind)}
        </Link>
      ) : (
        kindWords(kind)
      )}
      <span className="font-normal text-muted">
        <Reference>{subject}</Reference>
      </span>
    </span>
  )
}

// Only what is about a payment itself has a page of its own by its id.
function pageOf(kind: DeadLetterDto['kind'], subject: string): string | null {
  switch (kind) {
    case 'charge':
    case 'confirm':
    case 'capture':
    case 'cancel':
    case 'adopt_method':
    case 'retry':
      return `/console/payments/${subject}`
    case 'detach':
    case 'sync_method':
    case 'refund':
    case 'notify':
    case 'fulfil':
    case 'subscribe':
    case 'change_subscription':
    case 'event':
      return null
  }
}

function kindWords(kind: DeadLetterDto['kind']): string {
  switch (kind) {
    case 'charge':
      return 'A charge'
    case 'confirm':
      return 'Confirming a payment'
    case 'capture':
      return 'Capturing a hold'
    case 'cancel':
      return 'Cancelling a payment'
    case 'refund':
      return 'A refund'
    case 'notify':
      return 'A mail'
    case 'fulfil':
      return 'Fulfilling an order'
    case 'retry':
      return 'A further try to charge'
    case 'subscribe':
      return 'A subscription'
    case 'change_subscription':
      return 'A change of a subscription'
    case 'adopt_method':
      return 'Keeping a method saved while paying'
    case 'detach':
      return 'Removing a payment method'
    case 'sync_method':
      return 'Reading a payment method'
    case 'event':
      return 'An event of Stripe’s'
  }
}
