import Link from 'next/link'
import { Amount } from '@/components/ui/amount'
import { type Column, Table } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { ConsolePaymentDto } from '@/lib/contracts/console'
import { Person } from './person'
import { PaymentBadge } from './payment-badge'

const payment: Column<ConsolePaymentDto> = {
  header: 'What for',
  cell: ({ id, description }) => (
    <Link href={`/console/payments/${id}`} className="flex min-h-11 items-center wrap-anywhere text-link wide:min-h-0">
      {description}
    </Link>
  ),
}

const customer: Column<ConsolePaymentDto> = {
  header: 'Customer',
  cell: ({ customer }) => <Person {...customer} />,
}

const minute: Column<ConsolePaymentDto> = {
  header: 'Asked for',
  cell: ({ askedAt }) => (
    <span className="wide:whitespace-nowrap">
      <Time value={askedAt} show="minute" />
    </span>
  ),
}

const day: Column<ConsolePaymentDto> = {
  header: 'Asked for',
  cell: ({ askedAt }) => (
    <span className="whitespace-nowrap">
      <Time value={askedAt} />
    </span>
  ),
}

const outcome: Column<ConsolePaymentDto>[] = [
  { header: 'State', cell: (row) => <PaymentBadge {...row} /> },
  { header: 'Amount', numeric: true, cell: (row) => <Amount {...row} /> },
]

/** Payments, the newest first. On the page of one customer there is less room, and nobody has to be told whose they are. */
export function PaymentTable({ payments, ofOne = false }: { payments: ConsolePaymentDto[]; ofOne?: boolean }) {
  const columns = ofOne ? [payment, day, ...outcome] : [payment, customer, minute, ...outcome]
  return <Table caption="Payments" columns={columns} rows={payments} rowKey={({ id }) => id} />
}
