import { Link } from '@/components/ui/link'
import { type Column, Table } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { ChargeBatchDto } from '@/lib/contracts/charge-batches'
import { LINE_OUTCOMES } from '@/lib/domain/charge-batch'
import { BatchBadge } from './batch-badge'
import { countOf, sumWords } from './batch-words'

const columns: Column<ChargeBatchDto>[] = [
  {
    header: 'List',
    cell: ({ id, name }) => (
      <Link href={`/console/charges/${id}`} className="flex min-h-11 items-center wrap-anywhere text-link wide:min-h-0">
        {name}
      </Link>
    ),
  },
  {
    header: 'Made',
    cell: ({ madeAt, madeBy }) => (
      <span className="grid">
        <span className="wide:whitespace-nowrap">
          <Time value={madeAt} show="minute" />
        </span>
        <span className="text-sm wrap-anywhere text-muted">{madeBy}</span>
      </span>
    ),
  },
  { header: 'State', cell: (batch) => <BatchBadge batch={batch} /> },
  { header: 'Lines', numeric: true, cell: ({ totals }) => countOf(totals, ...LINE_OUTCOMES).toLocaleString('en-US') },
  { header: 'Paid', numeric: true, cell: ({ totals }) => sumWords(totals, 'paid') },
]

/** Lists of charges, in the order given. */
export function BatchTable({ batches }: { batches: ChargeBatchDto[] }) {
  return <Table caption="Lists of charges" columns={columns} rows={batches} rowKey={({ id }) => id} />
}
