import { balanceView } from './balance'
import type { Child } from './dom'
import { endpointsView } from './endpoints'
import { eventsView } from './events'
import { faultsView } from './faults'
import { title } from './format'
import type { LinkTo } from './json'
import type { Model } from './model'
import { objectsView } from './objects'
import { requestsView } from './requests'
import { settingsView } from './settings'

export type Section = { name: string; title: string; group: string; count?: number; view: (linkTo: LinkTo) => Child[] }

/** What can be looked at in this world, in the order of the navigation. */
export function sections(model: Model): Section[] {
  const { world } = model
  if (!world) return []
  const { requests = 0, events = 0, ...collections } = world.counts
  const activity = { group: 'Activity' }
  const about = { group: 'World' }
  const endpoints = world.webhook_endpoints.length
  return [
    {
      name: 'requests',
      title: 'Requests',
      ...activity,
      count: requests,
      view: (to) => requestsView(model, world, to),
    },
    { name: 'events', title: 'Events', ...activity, count: events, view: (to) => eventsView(model, world, to) },
    ...Object.entries(collections).map(([name, count]) => ({
      name,
      title: title(name),
      group: 'Objects',
      count,
      view: (to: LinkTo) => objectsView({ model, world, name, linkTo: to }),
    })),
    { name: 'balance', title: 'Balance', ...about, view: (to) => balanceView(model, world, to) },
    {
      name: 'endpoints',
      title: 'Webhook endpoints',
      ...about,
      count: endpoints,
      view: (to) => endpointsView(model, world, to),
    },
    {
      name: 'faults',
      title: 'Faults',
      ...about,
      count: world.faults.rules.length,
      view: () => faultsView(world),
    },
    { name: 'settings', title: 'Outcomes and reset', ...about, view: (to) => settingsView(model, world, to) },
  ]
}
