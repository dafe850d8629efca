import type { Delivery, DeliveryTry, WorldState } from '../../../control-types'
import { button, el, type Child } from './dom'
import { badge, timeOf } from './format'
import { elsewhere, jsonView, type LinkTo } from './json'
import type { Model } from './model'
import { tableView } from './table'

type Event = WorldState['events'][number]

/** Events with what became of each on its way to the endpoints. */
export function eventsView(model: Model, world: WorldState, linkTo: LinkTo): Child[] {
  const deliveriesOf = Map.groupBy(world.deliveries, (delivery) => delivery.event)
  return [
    tableView<Event>({
      model,
      caption: 'Events',
      rows: world.events,
      columns: [
        { name: 'Event', text: (row) => row.type, cell: () => null },
        { name: 'Delivery', cell: (row) => outcome(deliveriesOf.get(row.id) ?? []) },
        { name: 'Object', wide: true, cell: (row) => subject(row, linkTo) },
        { name: 'At', wide: true, cell: (row) => timeOf(row.created, world.clock.now) },
      ],
      detail: (row) => detail({ event: row, deliveries: deliveriesOf.get(row.id) ?? [], world, linkTo }),
      empty: 'No events yet. They are made when objects change.',
    }),
  ]
}

function outcome(deliveries: Delivery[]): Child {
  if (deliveries.length === 0) return el('span', { class: 'muted' }, 'no endpoint')
  const worst = (['failed', 'pending', 'dropped'] as const).find((status) =>
    deliveries.some((d) => d.status === status),
  )
  return badge(worst ?? 'delivered')
}

function subject(event: Event, linkTo: LinkTo): Child {
  const id = 'id' in event.data.object ? String(event.data.object.id) : ''
  const href = linkTo(id)
  return href ? el('a', { href, class: 'id' }, id) : el('span', { class: 'id' }, id)
}

type Detail = { event: Event; deliveries: Delivery[]; world: WorldState; linkTo: LinkTo }

function detail({ event, deliveries, world, linkTo }: Detail): HTMLElement {
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

function deliveryView(delivery: Delivery, world: WorldState): HTMLElement {
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

function said({ status, error, milliseconds }: DeliveryTry): string {
  const answered = status === null ? 'no answer' : `answered ${status}`
  return `${answered} in ${milliseconds} ms${error ? `: ${error}` : ''}`
}
