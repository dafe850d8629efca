import { shownEvents } from '../events'
import { EVENT_SECONDS } from '../inferred'
import { pendingWebhooks } from '../queue'
import type { StoredEvent } from '../tables'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { invalid, noSuch } from '../wire/errors'
import { created, page, pageParams } from '../wire/list'
import { filled, flag, list } from '../wire/parameters'

export const eventRoutes: Route[] = [
  { method: 'GET', path: '/v1/events', handle: listEvents },
  { method: 'GET', path: '/v1/events/:id', handle: retrieveEvent },
]

function retrieveEvent(call: Call): object {
  readCall(call, {})
  const event = call.world.store.get('events', pathId(call))
  const [shown] = shownEvents(call.world, event && event.created >= oldestKept(call) ? [event] : [])
  if (shown) return shown
  throw noSuch('event', pathId(call), { param: 'id', path: true })
}

function listEvents(call: Call): object {
  const { type, types, created: within, delivery_success: delivered, ...paging } = readCall(call, listParams)
  if (type !== undefined && types) {
    const message = 'You may only specify one of these parameters: type, types.'
    throw invalid(message, { code: 'parameters_exclusive' })
  }
  const wanted = types ?? (type === undefined ? null : [type])
  const rows = keptEvents(call)
    .filter((event) => wanted?.some((each) => matches(event.type, each)) ?? true)
    .filter((event) => within?.(event.created) ?? true)
    .filter((event) => delivered === undefined || (pendingWebhooks(call.world, event.id) === 0) === delivered)
  const answer = page(rows, paging, { url: '/v1/events', noun: 'event' })
  return { ...answer, data: shownEvents(call.world, answer.data) }
}

const listParams = {
  ...pageParams,
  created: created(),
  delivery_success: flag(),
  type: filled(),
  types: list(filled()),
}

/** Events can be read for 30 days. */
function keptEvents(call: Call): Readonly<StoredEvent>[] {
  const oldest = oldestKept(call)
  return call.world.store.all('events').filter((event) => event.created >= oldest)
}

function oldestKept({ world }: Call): number {
  return world.now() - EVENT_SECONDS
}

/** `setup_intent.*` stands for all of them. */
function matches(type: string, wanted: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted
}
