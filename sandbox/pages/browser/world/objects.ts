import type { WorldView } from '../../../view-types'
import { el, type Child } from './dom'
import { shownAmount } from '../../../resources/shown-amount'
import { badge, timeOf, title } from './format'
import { elsewhere, jsonView, type LinkTo } from './json'
import type { Model, StripeObject } from './model'
import { moneyNote } from './money-note'
import { objectActions } from './object-actions'
import { tableView, type Column } from './table'
import { timelineView } from './timeline'

type Options = { model: Model; world: WorldView; name: string; linkTo: LinkTo }

/** Any collection of Stripe objects: id, status, what it is known by, the objects it belongs to, and when. */
export function objectsView({ model, world, name, linkTo }: Options): Child[] {
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
    tableView<StripeObject>({
      model,
      caption: title(name),
      rows: world.rows.objects,
      total: world.counts[name] ?? 0,
      opened: world.open?.object ?? null,
      columns: [{ name: 'Id', text: (row) => row.id, cell: () => null }, ...columns],
      detail: (row) => detail(row, world, linkTo),
      empty: `No ${title(name).toLowerCase()} yet. ${FIRST[name] ?? 'Those the shop makes appear here by themselves.'}`,
    }),
  ]
}

/** What can be done to it, what has happened to it, and what it is. */
function detail(row: StripeObject, world: WorldView, linkTo: LinkTo): HTMLElement {
  const away = elsewhere(linkTo, row.id)
  return el(
    'div',
    { class: 'stack' },
    objectActions(row),
    ...timelineView(row, world, away),
    el('h3', {}, 'Object'),
    jsonView(row, away),
  )
}

/** How the first one comes to be. */
const FIRST: Record<string, string> = {
  customers: 'The shop makes one with POST /v1/customers.',
  payment_methods: 'They come with a customer who pays or saves a method.',
  setup_intents: 'The shop makes one to save a method without a payment: POST /v1/setup_intents.',
  setup_attempts: 'One is made each time a SetupIntent is confirmed.',
  checkout_sessions: 'The shop makes one with POST /v1/checkout/sessions.',
  mandates: 'One is made when a customer saves Amazon Pay and the shop sends mandate_data.',
  payment_intents: 'The shop makes one for each payment: POST /v1/payment_intents.',
  charges: 'One is made each time money is asked for.',
  refunds: 'Open a charge and refund it, or let the shop do so.',
  disputes: 'Open a charge and contest it as a customer would.',
  balance_transactions: 'The money of charges, refunds and disputes appears here once it is booked.',
  subscriptions: 'The shop makes one with POST /v1/subscriptions.',
  invoices: 'A subscription makes one for each period.',
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
