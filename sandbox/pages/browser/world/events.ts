import type { Delivery, DeliveryTry } from '../../../control-types'
import type { EventRow, WorldView } from '../../../view-types'
import { button, el, type Child } from './dom'
import { badge, timeOf } from './format'
import { elsewhere, jsonView, type LinkTo } from './json'
import type { Model } from './model'
import { tableView } from './table'

/** Events with what became of each on its way to the endpoints. */
export function eventsView(model: Model, world: WorldView, linkTo: LinkTo): Child[] {
  return [
    tableView<EventRow>({
      model,
      caption: 'Events',
      rows: world.rows.events,
      total: world.counts['events'] ?? 0,
      opened: world.open?.event ?? null,
      columns: [
        { name: 'Event', text: ({ event }) => event.type, cell: () => null },
        { name: 'Delivery', cell: delivered },
        { name: 'Object', wide: true, cell: (row) => subject(row, linkTo) },
        { name: 'At', wide: true, cell: ({ event }) => timeOf(event.created, world.clock.now) },
      ],
      detail: (row) => detail(row, world, linkTo),
      empty: 'No events yet. They are made when objects change: create a customer, for example.',
    }),
  ]
}

/** The worst that became of an event on its way. */
export function delivered({ deliveries }: EventRow): Child {
  if (deliveries.length === 0) return el('span', { class: 'muted' }, 'no endpoint')
  const worst = (['failed', 'pending', 'dropped'] as const).find((status) =>
    deliveries.some((each) => each.status === status),
  )
  return badge(worst ?? 'delivered')
}

function subject({ event }: EventRow, linkTo: LinkTo): Child {
  const id = 'id' in event.data.object ? String(event.data.object.id) : ''
  const href = linkTo(id)
  return href ? el('a', { href, class: 'id' }, id) : el('span', { class: 'id' }, id)
}

function detail({ event, deliveries }: EventRow, world: WorldView, linkTo: LinkTo): HTMLElement {
  return el(
    'div',
    { class: 'stack' },
    el('div', { class: 'split' }, el('h3', {}, 'Deliveries'), button('Send again', `replay:${event.id}`)),
    deliveries.length === 0 && el('p', { class: 'empty' }, 'No endpoint asked for this event when it was made.'),
    ...deliveries.map((delivery) => deliveryView(delivery, world)),
    el('h3', {}, 'Event'),
    jsonView(event, elsewhere(linkTo, event.id)),
  )
}

function deliveryView(delivery: Delivery, world: WorldView): HTMLElement {
  const { now } = world.clock
  const url =
    world.webhook_endpoints.find(({ id }) => id === delivery.endpoint)?.url ?? `${delivery.endpoint} (deleted)`
  const next = delivery.nextTryAt
  return el(
    'div',
    { class: 'delivery', 'data-key': delivery.id },
    el('p', {}, badge(delivery.status), ' ', el('span', { class: 'id' }, url)),
    el('ol', {}, ...delivery.tries.map((attempt) => el('li', {}, timeOf(attempt.at, now), ` ${said(attempt)}`))),
    delivery.tries.length === 0 && delivery.status === 'pending' && el('p', { class: 'muted' }, 'Not tried yet.'),
    next !== null && el('p', { class: 'muted' }, 'Next try at ', timeOf(next, now), ' by this world’s clock.'),
  )
}

function said({ status, error, milliseconds, answer }: DeliveryTry): string {
  const answered = status === null ? 'no answer' : `answered ${status}`
  const words = error ?? answer
  return `${answered} in ${milliseconds} ms${words ? `: ${words}` : ''}`
}
