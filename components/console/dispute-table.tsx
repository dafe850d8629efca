import { Link } from '@/components/ui/link'
import { Amount } from '@/components/ui/amount'
import { Badge } from '@/components/ui/badge'
import { type Column, Table } from '@/components/ui/table'
import type { DisputeDto } from '@/lib/contracts/holds-and-refunds'
import { AnswerBy } from './answer-by'
import { disputeKindWords, disputeReasonWords, disputeStatusWords } from './dispute-words'
import { Person } from './person'

/** Every dispute, in the order given. */
export function DisputeTable({ disputes, now }: { disputes: DisputeDto[]; now: string }) {
  return <Table caption="Disputes" columns={columnsAt(now)} rows={disputes} rowKey={({ id }) => id} />
}

function columnsAt(now: string): Column<DisputeDto>[] {
  return [
    { header: 'Dispute', cell: (dispute) => <What dispute={dispute} /> },
    { header: 'Customer', cell: ({ customer }) => <Person {...customer} /> },
    { header: 'State', cell: ({ status }) => <State status={status} /> },
    {
      header: 'Answer by',
      cell: ({ evidenceDueBy, status }) =>
        evidenceDueBy ? <AnswerBy due={evidenceDueBy} now={now} status={status} /> : '–',
    },
    { header: 'Evidence', cell: ({ mandateId }) => <Evidence mandateId={mandateId} /> },
    { header: 'Amount', numeric: true, cell: (row) => <Amount {...row} /> },
  ]
}

function What({ dispute: { paymentId, reason, kind } }: { dispute: DisputeDto }) {
  return (
    <span className="grid justify-items-start">
      <Link
        href={`/console/payments/${paymentId}`}
        className="inline-flex min-h-11 items-center wrap-anywhere text-link wide:min-h-0"
      >
        {disputeReasonWords(reason)}
      </Link>
      <span className="text-sm font-normal text-muted">{disputeKindWords(kind)}</span>
    </span>
  )
}

function State({ status }: { status: string }) {
  const { tone, word } = disputeStatusWords(status)
  return <Badge tone={tone}>{word}</Badge>
}

function Evidence({ mandateId }: { mandateId: string | null }) {
  if (!mandateId) return <span className="text-muted">No mandate</span>
  return (
    <Link href={`/mandates/${mandateId}`} className="inline-flex min-h-11 items-center text-link wide:min-h-0">
      What was agreed
    </Link>
  )
}
