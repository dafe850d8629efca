import Link from 'next/link'
import { type Column, Table } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { ConsoleCustomerDto } from '@/lib/contracts/console'
import type { PaymentMethodDto } from '@/lib/contracts/payment-methods'

const USAGE = {
  off_session: 'may be charged while away',
  on_session: 'only while present',
  none: 'no longer connected',
}

const columns: Column<ConsoleCustomerDto>[] = [
  { header: 'Customer', cell: ({ name, email }) => <Person name={name} email={email} /> },
  { header: 'Saved methods', cell: ({ methods }) => <Methods methods={methods} /> },
  {
    header: 'Stripe',
    cell: ({ stripeCustomerId }) => <span className="font-mono text-sm wrap-anywhere">{stripeCustomerId ?? '–'}</span>,
  },
]

export function CustomerTable({ customers }: { customers: ConsoleCustomerDto[] }) {
  return <Table caption="Customers" columns={columns} rows={customers} rowKey={({ id }) => id} />
}

/** Who a row is about. */
export function Person({ name, email }: { name: string; email: string }) {
  return (
    <span className="grid">
      <span className="wrap-anywhere">{name}</span>
      <span className="text-sm font-normal wrap-anywhere text-muted">{email}</span>
    </span>
  )
}

function Methods({ methods }: { methods: PaymentMethodDto[] }) {
  if (methods.length === 0) return <span className="text-muted">None yet</span>
  return (
    <ul className="grid gap-2">
      {methods.map(({ id, email, savedAt, usage, mandateId }) => (
        <li key={id} className="grid">
          <span className="wrap-anywhere">Amazon Pay{email && `, ${email}`}</span>
          <span className="text-sm text-muted">
            Saved <Time value={savedAt} />
            {` · ${USAGE[usage ?? 'none']}`}
          </span>
          {mandateId && (
            <Link href={`/mandates/${mandateId}`} className="justify-self-start text-sm text-link">
              What was agreed
            </Link>
          )}
        </li>
      ))}
    </ul>
  )
}
