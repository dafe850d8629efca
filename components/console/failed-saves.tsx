import { type Column, Table } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { FailedSetupDto } from '@/lib/contracts/console'
import { Person } from './person'

const columns: Column<FailedSetupDto>[] = [
  { header: 'Customer', cell: ({ name, email }) => <Person name={name} email={email} /> },
  { header: 'When', cell: ({ failedAt }) => <Time value={failedAt} show="minute" /> },
  { header: 'What Stripe said', cell: ({ reason }) => <span className="wrap-anywhere">{reason}</span> },
  {
    header: 'SetupIntent',
    cell: ({ stripeSetupIntentId }) => <span className="font-mono text-sm wrap-anywhere">{stripeSetupIntentId}</span>,
  },
]

export function FailedSaves({ setups }: { setups: FailedSetupDto[] }) {
  return <Table caption="Saves that failed" columns={columns} rows={setups} rowKey={({ id }) => id} />
}
