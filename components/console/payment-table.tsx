import { Link } from '@/components/ui/link'
import { Amount } from '@/components/ui/amount'
import { type Column, Table } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { ConsolePaymentDto } from '@/lib/contracts/console'
import { HoldBadge } from './hold-badge'
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
  header: 'When',
  cell: ({ askedAt }) => (
    <span className="wide:whitespace-nowrap">
      <Time value={askedAt} show="minute" />
    </span>
  ),
}

const day: Column<ConsolePaymentDto> = {
  header: 'When',
  cell: ({ askedAt }) => (
    <span className="whitespace-nowrap">
      <Time value={askedAt} />
    </span>
  ),
}

const amount: Column<ConsolePaymentDto> = {
  header: 'Amount',
  numeric: true,
  cell: (row) => <AmountWithRest payment={row} />,
}

type Props = {
  payments: ConsolePaymentDto[]
  /** The shop's clock, in ISO 8601. */
  now: string
  ofOne?: boolean
}

/** Payments, the newest first. On the page of one customer there is less room, and nobody has to be told whose they are. */
export function PaymentTable({ payments, now, ofOne = false }: Props) {
  const outcome = [stateAt(now), amount]
  const columns = ofOne ? [payment, day, ...outcome] : [payment, customer, minute, ...outcome]
  return <Table caption="Payments" columns={columns} rows={payments} rowKey={({ id }) => id} />
}

function stateAt(now: string): Column<ConsolePaymentDto> {
  return {
    header: 'State',
    cell: (row) => (
      <span className="inline-flex flex-wrap gap-1.5">
        <PaymentBadge {...row} />
        {row.state === 'authorized' && row.captureBefore && <HoldBadge end={row.captureBefore} now={now} />}
      </span>
    ),
  }
}

// What was captured of a hold and what was given back stand under what was asked for.
function AmountWithRest({ payment }: { payment: ConsolePaymentDto }) {
  const { amount, currency, amountReceived, amountRefunded } = payment
  return (
    <span className="grid wide:justify-items-end">
      <Amount amount={amount} currency={currency} />
      {amountReceived !== null && amountReceived !== amount && (
        <span className="text-sm font-normal text-muted">
          <Amount amount={amountReceived} currency={currency} /> captured
        </span>
      )}
      {amountRefunded > 0 && (
        <span className="text-sm font-normal text-muted">
          <Amount amount={amountRefunded} currency={currency} /> refunded
        </span>
      )}
    </span>
  )
}
