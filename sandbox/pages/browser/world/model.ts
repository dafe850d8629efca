import type { JournalEntry, WorldState, WorldSummary } from '../../../control-types'

/** Everything the page shows. Views are functions of this and of nothing else. */
export type Model = {
  /** null until the sandbox has answered for the first time. */
  worlds: WorldSummary[] | null
  summary: WorldSummary | null
  world: WorldState | null
  requests: JournalEntry[]
  /** Why the last refresh did not work. What was read before stays on screen. */
  unreachable: string | null
  /** What the sandbox refused to do. */
  refused: string | null
  /** The action under way, as written on its button. */
  busy: string | null
  section: string
  openId: string | null
  /** How many rows a table shows. */
  rows: number
}

export const ROWS = 100

export const initialModel = (): Model => ({
  worlds: null,
  summary: null,
  world: null,
  requests: [],
  unreachable: null,
  refused: null,
  busy: null,
  section: 'requests',
  openId: null,
  rows: ROWS,
})

/** The fields a row of any collection may have. Later collections need no change here to be shown. */
export type StripeObject = {
  id: string
  object?: string
  created?: number
  status?: string | null
  amount?: number
  amount_capturable?: number
  amount_captured?: number
  amount_refunded?: number
  disputed?: boolean
  currency?: string | null
}

/** The world's collections by name, typed alike so that one table shows them all. */
export function collections(world: WorldState): [name: string, objects: StripeObject[]][] {
  return Object.entries(world.objects)
}

/** In which section an id of this world is found; undefined for ids of elsewhere. */
export function locator(model: Model): (id: string) => string | undefined {
  const places = new Map<string, string>()
  if (model.world) {
    for (const [name, objects] of collections(model.world)) for (const { id } of objects) places.set(id, name)
    for (const { id } of model.world.events) places.set(id, 'events')
    for (const { id } of model.world.webhook_endpoints) places.set(id, 'endpoints')
  }
  for (const { id } of model.requests) places.set(id, 'requests')
  return (id) => places.get(id)
}
