import type { CustomersMoney, WorldView } from '../../../view-types'
import { shownAmount } from '../../../resources/shown-amount'
import type { Child } from './dom'
import { jsonView, type LinkTo } from './json'
import type { Model } from './model'
import { tableView, type Column } from './table'

type Row = { id: string; amount: number; fee: number; net: number }

/** What all balance transactions add up to, per currency, and below it where the money of customers is. */
export function balanceView(model: Model, world: WorldView, linkTo: LinkTo): Child[] {
  const rows = Object.entries(world.balance).map(([currency, sums]): Row => ({ id: currency, ...sums }))
  const column = (name: string, of: (row: Row) => number): Column<Row> => ({
    name,
    cell: (row) => shownAmount(of(row), row.id),
  })
  return [
    tableView<Row>({
      model,
      caption: 'Balance',
      rows,
      columns: [
        { name: 'Currency', text: (row) => row.id.toUpperCase(), cell: () => null },
        column('Amount', (row) => row.amount),
        column('Fees', (row) => row.fee),
        column('Net', (row) => row.net),
      ],
      detail: (row) => jsonView(row, linkTo),
      empty: 'Nothing yet. The money of charges appears here once it is booked.',
    }),
    customersView(model, world, linkTo),
  ]
}

function customersView(model: Model, world: WorldView, linkTo: LinkTo): Child {
  const rows = world.rows.customersMoney.map((money) => ({ ...money, id: `${money.place} ${money.currency}` }))
  if (rows.length === 0) return null
  return tableView<CustomersMoney & { id: string }>({
    model,
    caption: 'Customers’ money',
    rows,
    columns: [
      {
        name: 'Customers’ money',
        text: ({ place, currency }) => `${place} ${currency.toUpperCase()}`,
        cell: () => null,
      },
      { name: 'Amount', cell: ({ amount, currency }) => shownAmount(amount, currency) },
    ],
    detail: (row) => jsonView(row, linkTo),
    empty: '',
  })
}
