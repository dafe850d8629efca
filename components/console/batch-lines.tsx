import { Amount } from '@/components/ui/amount'
import { Badge } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import { Link } from '@/components/ui/link'
import { type Column, Table } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { ChargeBatchDto, ChargeBatchLineDto } from '@/lib/contracts/charge-batches'
import { LINE_OUTCOMES, type LineOutcome } from '@/lib/domain/charge-batch'
import { countOf, outcomeWord, problemWords } from './batch-words'
import { Person } from './person'

const columns: Column<ChargeBatchLineDto>[] = [
  { header: 'Line', cell: ({ line }) => <span className="figures">{line}</span> },
  {
    header: 'Customer',
    cell: ({ customer, who }) =>
      customer ? <Person {...customer} /> : <span className="wrap-anywhere">{who || '–'}</span>,
  },
  {
    header: 'What for',
    cell: ({ description, reference }) => (
      <span className="grid wrap-anywhere wide:min-w-36">
        {description || '–'}
        {reference && <span className="text-sm text-muted">{reference}</span>}
      </span>
    ),
  },
  { header: 'Outcome', cell: (line) => <Outcome line={line} /> },
  {
    header: 'Amount',
    numeric: true,
    cell: ({ amount, typedAmount, currency, outcome }) =>
      amount === null || outcome === 'bad' ? (
        <span className="wrap-anywhere">{`${typedAmount} ${currency.toUpperCase()}`.trim() || '–'}</span>
      ) : (
        <Amount amount={amount} currency={currency} />
      ),
  },
]

/** Lines of a list, in the order of the file. */
export function BatchLines({ lines }: { lines: ChargeBatchLineDto[] }) {
  return <Table caption="Lines" columns={columns} rows={lines} rowKey={({ line }) => String(line)} />
}

function Outcome({ line }: { line: ChargeBatchLineDto }) {
  const { outcome, reason, paymentId, nextTryAt } = line
  const { tone, word } = outcomeWord(outcome)
  return (
    <span className="grid justify-items-start gap-1">
      <Badge tone={tone}>{word}</Badge>
      {[...problemWords(line), ...(reason ? [reason] : [])].map((sentence) => (
        <span key={sentence} className="text-sm wrap-anywhere">
          {sentence}
        </span>
      ))}
      {nextTryAt && (
        <span className="text-sm">
          It is charged again on <Time value={nextTryAt} show="minute" />, unless its customer pays before.
        </span>
      )}
      {paymentId && (
        <Link
          href={`/console/payments/${paymentId}`}
          className="inline-flex min-h-11 items-center text-sm text-link wide:min-h-0"
        >
          See the payment
        </Link>
      )}
    </span>
  )
}

type FilterProps = { batch: ChargeBatchDto; shown: LineOutcome | null }

/** Links to the lines of one outcome each, with how many they are. */
export function OutcomeFilter({ batch: { id, totals }, shown }: FilterProps) {
  const path = `/console/charges/${id}`
  const outcomes = LINE_OUTCOMES.filter((outcome) => countOf(totals, outcome) > 0 || outcome === shown)
  const places = [
    {
      key: 'all',
      href: `${path}?outcome=all`,
      label: 'All',
      count: countOf(totals, ...LINE_OUTCOMES),
      isHere: shown === null,
    },
    ...outcomes.map((outcome) => ({
      key: outcome,
      href: `${path}?outcome=${outcome}`,
      label: outcomeWord(outcome).word,
      count: countOf(totals, outcome),
      isHere: shown === outcome,
    })),
  ]
  return (
    <nav aria-label="Outcomes" className="border-b border-line">
      <ul className="-mb-px flex flex-wrap gap-x-5">
        {places.map(({ key, href, label, count, isHere }) => (
          <li key={key}>
            <Link
              href={href}
              scroll={false}
              aria-current={isHere ? 'true' : undefined}
              className={cx(
                'inline-flex min-h-11 items-center gap-1.5 font-medium',
                isHere ? 'border-b-2 border-brand pt-0.5 text-ink' : 'text-muted hover:text-ink',
              )}
            >
              {label} <span className="figures">{count.toLocaleString('en-US')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
