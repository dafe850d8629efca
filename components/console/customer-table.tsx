import { Link } from '@/components/ui/link'
import { type Column, Table } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { ConsoleCustomerDto } from '@/lib/contracts/console'
import { shortStanding } from './charge-words'
import { Person } from './person'
import { methodName } from '@/components/wallet/method-words'
import type { PaymentMethodDto } from '@/lib/contracts/payment-methods'

const columns: Column<ConsoleCustomerDto>[] = [
  { header: 'Customer', cell: ({ id, name, email }) => <Person id={id} name={name} email={email} /> },
  { header: 'Saved methods', cell: ({ methods }) => <Methods methods={methods} /> },
  {
    header: 'Stripe',
    cell: ({ stripeCustomerId }) => <span className="font-mono text-sm wrap-anywhere">{stripeCustomerId ?? '–'}</span>,
  },
]

export function CustomerTable({ customers }: { customers: ConsoleCustomerDto[] }) {
  return <Table caption="Customers" columns={columns} rows={customers} rowKey={({ id }) => id} />
}

function Methods({ methods }: { methods: PaymentMethodDto[] }) {
  const connected = methods.filter(({ status }) => status !== 'detached')
  if (connected.length === 0)
    return <span className="text-muted">{methods.length > 0 ? 'None any more' : 'None yet'}</span>
  return (
    <ul className="grid gap-2">
      {connected.map((method) => (
        <li key={method.id} className="grid">
          <span className="wrap-anywhere">{methodName(method)}</span>
          <span className="text-sm text-muted">
            Saved <Time value={method.savedAt} />
            {` · ${shortStanding(method)}`}
          </span>
          {method.mandateId && (
            <Link href={`/mandates/${method.mandateId}`} className="justify-self-start text-sm text-link">
              What was agreed
            </Link>
          )}
        </li>
      ))}
    </ul>
  )
}
