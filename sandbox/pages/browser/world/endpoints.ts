import type { DisorderSettings } from '../../../disorder-types'
import type { WorldView } from '../../../view-types'
import { type Attributes, button, el, type Child } from './dom'
import { field, pick } from './form'
import { badge } from './format'
import { elsewhere, jsonView, type LinkTo } from './json'
import type { Model } from './model'
import { tableView } from './table'

type Endpoint = WorldView['webhook_endpoints'][number]

/** Who is told about events, and the two switches that hold the telling back. */
export function endpointsView(model: Model, world: WorldView, linkTo: LinkTo): Child[] {
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
    disorderForm(world),
    ...rulesView(world, linkTo),
  ]
}

function switches({ webhooks: { paused, dropped } }: WorldView): HTMLElement {
  return el(
    'div',
    { class: 'panel', 'data-key': 'switches' },
    el('p', {}, paused ? 'Deliveries wait until you resume them.' : 'Events are delivered as they happen.'),
    paused ? button('Resume deliveries', 'resume') : button('Pause deliveries', 'pause'),
    el('p', {}, dropped ? 'New events are being lost: they are made but never sent.' : 'No event is lost on its way.'),
    dropped ? button('Stop losing events', 'drop:off') : button('Lose new events', 'drop:on'),
  )
}

/** They are made with POST /_sandbox/webhooks, and counted like the rules of faults. */
function rulesView({ webhooks: { rules = [] } }: WorldView, linkTo: LinkTo): Child[] {
  return rules.length === 0 ? [] : [el('h3', { 'data-key': 'rules' }, 'Rules about webhooks'), jsonView(rules, linkTo)]
}

/** The sandbox keeps what somebody has typed here over refreshes. */
function disorderForm({ account, webhooks: { disorder } }: WorldView): HTMLElement {
  const share = { type: 'number', min: '0', max: '1', step: 'any' }
  const number = (name: keyof DisorderSettings, label: string, options: Attributes & { hint: string }) =>
    field(name, label, {
      type: 'number',
      min: '0',
      value: String(disorder?.[name] ?? (name === 'parallel' ? 1 : 0)),
      ...options,
    })
  return el(
    'form',
    { class: 'panel form', 'data-action': 'disorder', 'data-key': `disorder:${account.id}`, 'data-keep': 'all' },
    el('h3', {}, 'Disorder'),
    pick('shuffle', 'Order', disorder?.shuffle ? SHUFFLED : [...SHUFFLED].reverse()),
    number('duplicate', 'Sent twice', { ...share, hint: 'share of deliveries, 0 to 1' }),
    number('drop', 'Lost', { ...share, hint: 'share of deliveries, 0 to 1' }),
    number('secondEventId', 'Second event', { ...share, hint: 'share of changes, 0 to 1' }),
    number('delaySeconds', 'Late by', { hint: 'seconds of this world’s clock' }),
    number('parallel', 'At once', { min: '1', hint: 'deliveries to one endpoint' }),
    number('seed', 'Seed', { hint: 'the same seed repeats a run' }),
    el('button', { type: 'submit', class: 'primary' }, 'Deliver like this'),
  )
}

const SHUFFLED = [
  ['true', 'shuffled'],
  ['false', 'as it happened'],
] as const

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
    el(
      'p',
      { class: 'actions' },
      button('Roll the secret', `roll:${endpoint.id}`),
      button('Roll it, keep both for a day', `roll:${endpoint.id}:86400`),
    ),
    jsonView(endpoint, elsewhere(linkTo, endpoint.id)),
  )
}
