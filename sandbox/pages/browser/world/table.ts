import { button, el, type Child } from './dom'
import type { Model } from './model'

export type Column<Row> = {
  name: string
  cell: (row: Row) => Child
  /** Left out on narrow screens; the opened row tells all. */
  wide?: boolean
}

export type Table<Row> = {
  model: Model
  /** What the rows are, for people and screen readers. */
  caption: string
  /** The newest, as many as were read. */
  rows: Row[]
  /** How many there are in all, when that can be more. */
  total?: number
  /** The row that is open when it is older than all of those. */
  opened?: Row | null
  /** The first one opens the row. */
  columns: [Column<Row> & { text: (row: Row) => string }, ...Column<Row>[]]
  detail: (row: Row) => Child
  empty: string
}

/** Rows that open: a click or Enter on the first cell shows the detail below, and keeps it over refreshes. */
export function tableView<Row extends { id: string }>(table: Table<Row>): HTMLElement {
  const { model, rows, columns, caption, total = rows.length, opened } = table
  if (rows.length === 0) return el('p', { class: 'empty' }, table.empty)
  const older = opened && !rows.some(({ id }) => id === opened.id) ? [opened] : []
  const head = columns.map((column) => el('th', { scope: 'col', class: column.wide ? 'wide' : '' }, column.name))
  const left = total - rows.length
  return el(
    'div',
    { 'data-key': `table:${caption}` },
    el(
      'table',
      {},
      el('caption', { class: 'hidden' }, caption),
      el('thead', {}, el('tr', {}, ...head)),
      el('tbody', {}, ...[...older, ...rows].flatMap((row) => rowView(table, row))),
    ),
    left > 0 && model.rows < MOST && button(`Show more (${left} older)`, `more:${caption}`, { class: 'more' }),
    left > 0 &&
      model.rows >= MOST &&
      el('p', { class: 'muted' }, `${left} older ones are not listed. Each opens by its id: …/#world/section/id.`),
  )
}

/** More rows than this nobody reads, and no browser draws at once. */
const MOST = 1000

function rowView<Row extends { id: string }>(table: Table<Row>, row: Row): HTMLElement[] {
  const open = row.id === table.model.openId
  const [first, ...others] = table.columns
  const opener = button(first.text(row), `toggle:${row.id}`, { class: 'opener', 'aria-expanded': String(open) })
  const cells = others.map((column) => el('td', { class: column.wide ? 'wide' : '' }, column.cell(row)))
  const line = el(
    'tr',
    { 'data-key': row.id, class: open ? 'open' : '' },
    el('td', {}, opener, first.cell(row)),
    ...cells,
  )
  if (!open) return [line]
  const detail = el('td', { colspan: String(table.columns.length) }, table.detail(row))
  return [line, el('tr', { 'data-key': `${row.id}:detail`, class: 'detail' }, detail)]
}
