import type { JournalEntry } from '../../../control-types'
import { el, type Child } from './dom'
import { badge, timeOf } from './format'
import { jsonView, type LinkTo } from './json'
import type { WorldView } from '../../../view-types'
import type { Model } from './model'
import { tableView } from './table'

/** Every request the API received, and what it changed. */
export function requestsView(model: Model, world: WorldView, linkTo: LinkTo): Child[] {
  const { now } = world.clock
  return [
    tableView<JournalEntry>({
      model,
      caption: 'Requests',
      rows: world.rows.requests,
      total: world.counts['requests'] ?? 0,
      opened: world.open?.request ?? null,
      columns: [
        {
          name: 'Request',
          text: (row) => `${row.method} ${row.path}`,
          cell: (row) => row.replayed && badge('replayed'),
        },
        { name: 'Answer', cell: answered },
        { name: 'Key', wide: true, cell: (row) => row.key },
        { name: 'At', wide: true, cell: (row) => timeOf(row.at, now) },
      ],
      detail: (row) => detail(row, linkTo),
      empty: 'No requests yet. Send one with this world’s secret key; it appears here by itself.',
    }),
  ]
}

/** The status of the answer, and the fault when there was none. */
export function answered(row: JournalEntry): Child {
  if (row.status === null) return el('span', { class: 'answer' }, badge('no answer', 'bad'), ` ${row.fault}`)
  const tone = row.status < 400 ? 'good' : row.status < 500 ? 'warn' : 'bad'
  return el('span', { class: 'answer' }, badge(String(row.status), tone), row.errorCode && ` ${row.errorCode}`)
}

function detail(row: JournalEntry, linkTo: LinkTo): HTMLElement {
  const { objects, events } = row.effects
  return el(
    'div',
    { class: 'stack' },
    el('dl', { class: 'facts' }, ...facts(row)),
    el('h3', {}, 'Parameters'),
    jsonView(row.params, linkTo),
    el('h3', {}, 'What it changed'),
    objects.length + events.length === 0
      ? el('p', { class: 'empty' }, 'Nothing.')
      : jsonView({ objects, events }, linkTo),
  )
}

function facts(row: JournalEntry): Child[] {
  const list: [string, string | null][] = [
    ['Request id', row.id],
    ['API version', row.apiVersion],
    ['Fault', row.fault],
    ['Idempotency key', row.idempotencyKey && `${row.idempotencyKey}${row.replayed ? ' (answer replayed)' : ''}`],
  ]
  return list.flatMap(([name, value]) => (value ? [el('dt', {}, name), el('dd', { class: 'id' }, value)] : []))
}
