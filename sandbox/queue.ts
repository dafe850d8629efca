import type { Delivery } from './control-types'
import { dispatch } from './disorder'
import { newId } from './ids'
import { changeDelivery } from './machines/delivery'
import type { StoredEvent } from './tables'
import { fateOfDelivery } from './webhook-rules'
import type { World } from './world'

/** A delivery nobody has tried yet. Until it succeeds its event counts this endpoint among those it has not reached. */
export function newDelivery(world: World, event: string, endpoint: string): Delivery {
  const unreached = world.store.get('unreached', event)?.endpoints ?? []
  if (!unreached.includes(endpoint)) {
    world.store.put('unreached', event, { id: event, endpoints: [...unreached, endpoint] })
  }
  return { id: newId('delivery'), event, endpoint, status: 'pending', nextTryAt: null, tries: [] }
}

/** A lost delivery is remembered as such, so that the page can show it and `replay` can send it after all. */
export function queueDelivery(world: World, event: Readonly<StoredEvent>, endpoint: string): void {
  const { lost, copies } = dispatch(world)
  const fate = fateOfDelivery(world, { type: event.type, endpoint })
  if (world.record.dropped || lost || fate.lost) {
    const delivery = newDelivery(world, event.id, endpoint)
    return world.store.put('deliveries', delivery.id, changeDelivery(delivery, { do: 'drop' }))
  }
  for (const copy of fate.doubled ? [...copies, ...copies.slice(0, 1)] : copies) {
    const delivery = newDelivery(world, event.id, endpoint)
    const nextTryAt = copy.nextTryAt + fate.delaySeconds
    const waiting = changeDelivery(delivery, { do: 'wait', until: nextTryAt })
    world.store.put('deliveries', delivery.id, { ...waiting, ...(fate.flaw && { flaw: fate.flaw }) })
    world.store.put('outgoing', delivery.id, { id: delivery.id, endpoint, ...copy, nextTryAt })
  }
}

/** Nothing more is sent to an endpoint that was deleted or disabled. */
export function dropDeliveries(world: World, endpoint: string): void {
  for (const { id } of world.store.all('outgoing').filter((each) => each.endpoint === endpoint)) {
    world.store.remove('outgoing', id)
    const delivery = world.store.get('deliveries', id)
    if (delivery) world.store.put('deliveries', id, changeDelivery(delivery, { do: 'drop' }))
  }
}

/** A delivery was answered 2xx. */
export function markReached(world: World, { event, endpoint }: Readonly<Delivery>): void {
  const endpoints = world.store.get('unreached', event)?.endpoints.filter((each) => each !== endpoint) ?? []
  if (endpoints.length > 0) world.store.put('unreached', event, { id: event, endpoints })
  else world.store.remove('unreached', event)
}

/** How many endpoints an event has not reached yet. */
export function pendingWebhooks(world: World, event: string): number {
  return world.store.get('unreached', event)?.endpoints.length ?? 0
}
