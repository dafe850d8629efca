import type { WorldState } from '../../../control-types'
import { button, el, type Child } from './dom'
import { badge } from './format'
import { elsewhere, jsonView, type LinkTo } from './json'
import type { Model } from './model'
import { tableView } from './table'

type Endpoint = WorldState['webhook_endpoints'][number]

/** Who is told about events, and the two switches that hold the telling back. */
export function endpointsView(model: Model, world: WorldState, linkTo: LinkTo): Child[] {
  return [
    switches(world),
    tableView<Endpoint>({
      model,
      caption: 'Webhook endpoints',
      rows: world.webhook_endpoints,
      columns: [
        { name: 'Address', text: (row) => row.url, cell: () => null },
        { name: 'Status', cell: (row) => badge(row.status) },
        { name: 'Events', wide: true, cell: (row) => wanted(row.enabled_events) },
      ],
      detail: (row) => detail(row, linkTo),
      empty: 'No webhook endpoints yet. Register one with POST /v1/webhook_endpoints.',
    }),
  ]
}

function switches({ webhooks: { paused, dropped } }: WorldState): HTMLElement {
  return el(
    'div',
    { class: 'panel', 'data-key': 'switches' },
    el('p', {}, paused ? 'Deliveries wait until you resume them.' : 'Events are delivered as they happen.'),
    paused ? button('Resume deliveries', 'resume') : button('Pause deliveries', 'pause'),
    el('p', {}, dropped ? 'New events are being lost: they are made but never sent.' : 'No event is lost on its way.'),
    dropped ? button('Stop losing events', 'drop:off') : button('Lose new events', 'drop:on'),
  )
}

function wanted(events: string[]): string {
  if (events.includes('*')) return 'all'
  return events.length > 2 ? `${events.length} types` : events.join(', ')
}

function detail(endpoint: Endpoint, linkTo: LinkTo): HTMLElement {
  const { secret } = endpoint
  return el(
    'div',
    { class: 'stack' },
    secret &&
      el('p', { class: 'copyable' }, 'Signing secret ', el('code', {}, secret), button('Copy', `copy:${secret}`)),
    jsonView(endpoint, elsewhere(linkTo, endpoint.id)),
  )
}
