import type Stripe from 'stripe'
import { shownEvents } from './events'
import { shownEntry } from './journal'
import type { Delivery, JournalEntry } from './control-types'
import type { StoredEvent } from './tables'
import type { EventRow, Moment } from './view-types'
import type { World } from './world'

/** An older past than this is left out. */
const MOMENTS = 200

/** Every request that named or changed an object, and every event about it, oldest first. */
export function timelineOf(world: World, id: string): Moment[] {
  const requests = world.store
    .all('journal')
    .map(shownEntry)
    .filter((entry) => touches(entry, id))
  const events = eventRows(
    world,
    world.store.all('events').filter((event) => isAbout(event, id)),
  )
  const places = new Map(requests.map((entry, index) => [entry.id, index]))
  const moments = [
    ...requests.map((request, place) => ({ at: request.at, place, moment: { at: request.at, request } })),
    ...events.map((row) => {
      const at = row.event.created
      // After the request that caused it; what nobody asked for comes last in its second.
      return { at, place: places.get(row.event.request?.id ?? '') ?? Infinity, moment: { at, event: row } }
    }),
  ]
  const inOrder = moments.sort((one, other) => one.at - other.at || compared(one.place, other.place))
  return inOrder.slice(-MOMENTS).map(({ moment }) => moment)
}

/** Events with what became of each on its way to the endpoints. */
export function eventRows(world: World, events: readonly Readonly<StoredEvent>[]): EventRow[] {
  const deliveries = new Map<string, Delivery[]>(events.map(({ id }) => [id, []]))
  for (const delivery of world.store.all('deliveries')) deliveries.get(delivery.event)?.push(delivery)
  // The SDK's Event is a union over every type; the sandbox emits a few of them.
  const shown = shownEvents(world, events) as Stripe.Event[]
  return shown.map((event) => ({ id: event.id, event, deliveries: deliveries.get(event.id) ?? [] }))
}

function touches({ path, effects }: JournalEntry, id: string): boolean {
  return effects.objects.includes(id) || path.split('/').includes(id)
}

function isAbout({ data }: Readonly<StoredEvent>, id: string): boolean {
  return (data.object as { id?: string }).id === id
}

/** Equal places keep the order in which they were found, which is that in which they happened. */
function compared(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1
}
