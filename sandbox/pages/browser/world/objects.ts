import type { WorldState } from '../../../control-types'
import { el, type Child } from './dom'
import { shownAmount } from '../../../resources/shown-amount'
import { badge, timeOf, title } from './format'
import { elsewhere, jsonView, type LinkTo } from './json'
import type { Model, StripeObject } from './model'
import { moneyNote } from './money-note'
import { objectActions } from './object-actions'
import { tableView, type Column } from './table'

type Options = { model: Model; world: WorldState; name: string; objects: StripeObject[]; linkTo: LinkTo }

/** Any collection of Stripe objects: id, status, what it is known by, the objects it belongs to, and when. */
export function objectsView({ model, world, name, objects, linkTo }: Options): Child[] {
  const columns: Column<StripeObject>[] = [
    { name: 'About', cell: (row) => summary(row) },
    { name: 'Belongs to', wide: true, cell: (row) => owners(row, linkTo) },
    {
      name: 'Created',
      wide: true,
      cell: (row) => (row.created === undefined ? '' : timeOf(row.created, world.clock.now)),
    },
  ]
  return [
    tableView({
      model,
      caption: title(name),
      rows: objects,
      columns: [{ name: 'Id', text: (row) => row.id, cell: () => null }, ...columns],
      detail: (row) => el('div', { class: 'stack' }, objectActions(row), jsonView(row, elsewhere(linkTo, row.id))),
      empty: `No ${title(name).toLowerCase()} yet. Those the shop makes appear here by themselves.`,
    }),
  ]
}

/** The one thing a person recognises an object by: its status and amount, else a name, an e-mail or a type. */
function summary(row: StripeObject): Child {
  if (typeof row.status === 'string') {
    return el('span', { class: 'answer' }, badge(row.status), amountOf(row), moneyNote(row))
  }
  const known = [text(row, 'name'), text(row, 'email'), text(field(row, 'billing_details'), 'email'), text(row, 'type')]
  return known.find((value) => value !== undefined) ?? ''
}

function amountOf({ amount, currency }: StripeObject): Child {
  return amount !== undefined && currency ? ` ${shownAmount(amount, currency)}` : null
}

const OWNERS = ['setup_intent', 'payment_intent', 'charge', 'source', 'customer', 'payment_method']

function owners(row: StripeObject, linkTo: LinkTo): Child {
  const ids = OWNERS.map((name) => text(row, name)).filter((id) => id !== undefined)
  const links = ids.map((id) => {
    const href = linkTo(id)
    return href ? el('a', { href, class: 'id' }, id) : el('span', { class: 'id' }, id)
  })
  return el('span', { class: 'ids' }, ...links)
}

function field(row: unknown, name: string): unknown {
  return typeof row === 'object' && row !== null ? Object.entries(row).find(([key]) => key === name)?.[1] : undefined
}

function text(row: unknown, name: string): string | undefined {
  const value = field(row, name)
  return typeof value === 'string' && value !== '' ? value : undefined
}
