import { balanceView } from './balance'
import type { Child } from './dom'
import { endpointsView } from './endpoints'
import { eventsView } from './events'
import { title } from './format'
import type { LinkTo } from './json'
import { collections, type Model } from './model'
import { objectsView } from './objects'
import { requestsView } from './requests'
import { settingsView } from './settings'

export type Section = { name: string; title: string; group: string; count?: number; view: (linkTo: LinkTo) => Child[] }

/** What can be looked at in this world, in the order of the navigation. */
export function sections(model: Model): Section[] {
  const { world, requests } = model
  if (!world) return []
  return [
    {
      name: 'requests',
      title: 'Requests',
      group: 'Activity',
      count: requests.length,
      view: (to) => requestsView(model, to),
    },
    {
      name: 'events',
      title: 'Events',
      group: 'Activity',
      count: world.events.length,
      view: (to) => eventsView(model, world, to),
    },
    ...collections(world).map(([name, objects]) => ({
      name,
      title: title(name),
      group: 'Objects',
      count: objects.length,
      view: (to: LinkTo) => objectsView({ model, world, name, objects, linkTo: to }),
    })),
    { name: 'balance', title: 'Balance', group: 'World', view: (to) => balanceView(model, world, to) },
    {
      name: 'endpoints',
      title: 'Webhook endpoints',
      group: 'World',
      count: world.webhook_endpoints.length,
      view: (to) => endpointsView(model, world, to),
    },
    { name: 'settings', title: 'Outcomes and reset', group: 'World', view: (to) => settingsView(model, world, to) },
  ]
}
