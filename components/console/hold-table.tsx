import { Link } from '@/components/ui/link'
import { Amount } from '@/components/ui/amount'
import { Badge } from '@/components/ui/badge'
import { type Column, Table } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { HoldDto } from '@/lib/contracts/holds-and-refunds'
import { HoldBadge } from './hold-badge'
import { Person } from './person'

/** What is reserved and not charged yet, in the order given. */
export function HoldTable({ holds, now }: { holds: HoldDto[]; now: string }) {
  return <Table caption="Holds" columns={columnsAt(now)} rows={holds} rowKey={({ paymentId }) => paymentId} />
}

function columnsAt(now: string): Column<HoldDto>[] {
  return [
    {
      header: 'What for',
      cell: ({ paymentId, description }) => (
        <Link
          href={`/console/payments/${paymentId}`}
          className="flex min-h-11 items-center wrap-anywhere text-link wide:min-h-0"
        >
          {description}
        </Link>
      ),
    },
    { header: 'Customer', cell: ({ customer }) => <Person {...customer} /> },
    { header: 'Ends', cell: ({ captureBefore }) => <Time value={captureBefore} show="minute" /> },
    {
      header: 'Left',
      cell: ({ captureBefore, asked }) =>
        asked ? (
          <Badge tone="info">{asked === 'capture' ? 'Being captured' : 'Being released'}</Badge>
        ) : (
          <HoldBadge end={captureBefore} now={now} />
        ),
    },
    { header: 'Held', numeric: true, cell: (row) => <Amount {...row} /> },
  ]
}
