import type Stripe from 'stripe'
import type { Delivery } from './control-types'
import { newId } from './ids'
import type { StoredEvent } from './tables'
import type { World } from './world'

export const API_VERSION = '2026-10-28.endive'

type Snapshot = { id: string; object: string }

/** An object after a change, and the values it had before (`previous_attributes`). */
export type Change = { object: Snapshot; previous: Previous }
export type Previous = { [attribute: string]: unknown }

/**
 * Records that something happened and puts it into the queue of every endpoint that asked for it.
 * The object is kept as it is now, unexpanded: an event never changes (docs.stripe.com/webhooks).
 */
export function emit(world: World, type: Stripe.Event.Type, object: Snapshot): void {
  record(world, type, { object })
}

/** The same for `*.updated` and `payment_method.detached`, which also say what was there before. */
export function emitChange(world: World, type: Stripe.Event.Type, { object, previous }: Change): void {
  record(world, type, { object, previous_attributes: previous })
}

function record(
  world: World,
  type: Stripe.Event.Type,
  data: { object: Snapshot; previous_attributes?: Previous },
): void {
  const event: StoredEvent = {
    id: newId('event'),
    object: 'event',
    api_version: API_VERSION,
    created: world.now(),
    // The SDK types each event's object; here it is whichever resource the caller names.
    data: data as Stripe.EventBase['data'],
    livemode: false,
    request: { id: world.cause?.requestId ?? null, idempotency_key: world.cause?.idempotencyKey ?? null },
    type,
  }
  world.store.put('events', event.id, event)
  for (const endpoint of world.store.all('webhook_endpoints')) {
    if (endpoint.status === 'enabled' && listensTo(endpoint, type)) queueDelivery(world, event.id, endpoint.id)
  }
}

/** A lost delivery is remembered as such, so that the page can show it and `replay` can send it after all. */
function queueDelivery(world: World, eventId: string, endpointId: string): void {
  const { dropped } = world.record
  const delivery = newDelivery(eventId, endpointId)
  const nextTryAt = world.now()
  if (dropped) return world.store.put('deliveries', delivery.id, { ...delivery, status: 'dropped' })
  world.store.put('deliveries', delivery.id, { ...delivery, nextTryAt })
  world.store.put('outgoing', delivery.id, { id: delivery.id, endpoint: endpointId, nextTryAt })
}

export function newDelivery(eventId: string, endpointId: string): Delivery {
  return { id: newId('delivery'), event: eventId, endpoint: endpointId, status: 'pending', nextTryAt: null, tries: [] }
}

/** Events as Stripe answers them: `pending_webhooks` counts the endpoints that have not answered 2xx yet. */
export function shownEvents(world: World, events: readonly Readonly<StoredEvent>[]): Stripe.EventBase[] {
  const waiting = waitingEndpoints(world)
  return events.map((event) => ({ ...event, pending_webhooks: waiting.get(event.id)?.size ?? 0 }))
}

/** Per event, the endpoints it has not reached. */
export function waitingEndpoints(world: World): Map<string, Set<string>> {
  const waiting = new Map<string, Set<string>>()
  for (const { event, endpoint } of world.store.all('deliveries')) {
    waiting.set(event, (waiting.get(event) ?? new Set()).add(endpoint))
  }
  for (const { event, endpoint, status } of world.store.all('deliveries')) {
    if (status === 'succeeded') waiting.get(event)?.delete(endpoint)
  }
  return waiting
}

export function listensTo(endpoint: Stripe.WebhookEndpoint, type: string): boolean {
  return endpoint.enabled_events.some((enabled) => enabled === '*' || enabled === type)
}
