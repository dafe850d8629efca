import { Alert } from '@/components/ui/alert'
import { Amount } from '@/components/ui/amount'
import { type Column, Table } from '@/components/ui/table'
import type { DriftDto } from '@/lib/contracts/console'

type Row = DriftDto[number]

const columns: Column<Row>[] = [
  { header: 'Currency', cell: ({ currency }) => currency.toUpperCase() },
  {
    header: 'Our ledger',
    numeric: true,
    cell: ({ ledger, currency }) => <Amount amount={ledger} currency={currency} />,
  },
  {
    header: 'Stripe’s balance',
    numeric: true,
    cell: ({ stripe, currency }) => <Amount amount={stripe} currency={currency} />,
  },
  {
    header: 'Difference',
    numeric: true,
    cell: ({ difference, currency }) => <Amount amount={difference} currency={currency} />,
  },
]

/** What our books say we hold at Stripe beside what Stripe says. */
export function LedgerComparison({ drift }: { drift: DriftDto }) {
  const agrees = drift.every(({ difference }) => difference === 0)
  return (
    <div className="grid gap-8">
      {agrees ? (
        <Alert tone="success" title="They agree">
          Every payment in our books is in Stripe’s balance, with its fee.
        </Alert>
      ) : (
        <Alert tone="warning" title="They differ">
          A payout explains a difference, and so does whatever was made outside this shop: in the Dashboard, or by
          another program. A charge of the last seconds may not be in our books yet. Anything else deserves a look.
        </Alert>
      )}
      <Table
        caption="Our ledger and Stripe’s balance"
        columns={columns}
        rows={drift}
        rowKey={({ currency }) => currency}
      />
    </div>
  )
}
