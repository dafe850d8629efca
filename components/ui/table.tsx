import type { ReactNode } from 'react'
import { cx } from './cx'

export type Column<Row> = {
  header: string
  cell: (row: Row) => ReactNode
  /** Amounts and counts: figures of one width, aligned at the end. */
  numeric?: boolean
}

type Props<Row> = { caption: string; columns: Column<Row>[]; rows: Row[]; rowKey: (row: Row) => string }

/**
 * A table that becomes a list of cards on a narrow screen. The roles are written out because a browser forgets them
 * when `display` changes. The first column names the row.
 */
export function Table<Row>({ caption, columns, rows, rowKey }: Props<Row>) {
  return (
    <table role="table" className="block w-full text-start wide:table">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className="sr-only wide:not-sr-only wide:table-header-group">
        <tr role="row" className="wide:table-row">
          {columns.map(({ header, numeric }) => (
            <th
              key={header}
              role="columnheader"
              scope="col"
              className={cx(
                'border-b border-edge px-3 py-2.5 text-sm font-medium text-muted first:ps-0 last:pe-0',
                numeric ? 'text-end' : 'text-start',
              )}
            >
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="block wide:table-row-group">
        {rows.map((row) => (
          <TableRow key={rowKey(row)} columns={columns} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function TableRow<Row>({ columns, row }: { columns: Column<Row>[]; row: Row }) {
  return (
    <tr role="row" className="grid border-b border-line py-3 wide:table-row wide:py-0">
      {columns.map((column, place) => {
        const Cell = place === 0 ? 'th' : 'td'
        return (
          <Cell
            key={column.header}
            role={place === 0 ? 'rowheader' : 'cell'}
            scope={place === 0 ? 'row' : undefined}
            className={cx(
              'grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-baseline gap-3 py-1 font-normal wrap-break-word',
              'wide:table-cell wide:px-3 wide:py-3.5 wide:align-middle wide:first:ps-0 wide:last:pe-0',
              place === 0 && 'font-medium',
              column.numeric ? 'figures wide:text-end' : 'text-start',
            )}
          >
            <span aria-hidden className="text-sm font-normal text-muted wide:hidden">
              {column.header}
            </span>
            <span className="text-start">{column.cell(row)}</span>
          </Cell>
        )
      })}
    </tr>
  )
}
