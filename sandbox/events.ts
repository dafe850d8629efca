import type Stripe from 'stripe'
import { secondEvent } from './disorder'
import { newId } from './ids'
import { pendingWebhooks, queueDelivery } from './queue'
import type { StoredEvent } from './tables'
import type { World } from './world'

export const API_VERSION = '2026-10-28.endive'

type Snapshot = { id: string; object: string }

/** An object after a change, and the values it had before (`previous_attributes`). */
export type Change = { object: Snapshot; previous: Previous }
export type Previous = { [attribute: string]: unknown }

/**
 * Records that something happened and puts it into the queue of every endpoint that asked for it.
 * The object is kept as it is now, unexpanded: an event never changes (docs.stripe.com/webhooks). Answers the event's id.
 */
export function emit(world: World, type: Stripe.Event.Type, object: Snapshot): string {
  return record(world, type, { object })
}

/** The same for `*.updated` and `payment_method.detached`, which also say what was there before. */
export function emitChange(world: World, type: Stripe.Event.Type, { object, previous }: Change): void {
  record(world, type, { object, previous_attributes: previous })
}

function record(
  world: World,
  type: Stripe.Event.Type,
  data: { object: Snapshot; previous_attributes?: Previous },
): string {
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
  announce(world, event)
  if (secondEvent(world)) announce(world, { ...event, id: newId('event') })
  return event.id
}

function announce(world: World, event: StoredEvent): void {
  world.store.put('events', event.id, event)
  for (const endpoint of world.store.all('webhook_endpoints')) {
    if (endpoint.status === 'enabled' && listensTo(endpoint, event.type)) {
      queueDelivery(world, event.id, endpoint.id)
    }
  }
}

/** Events as Stripe answers them: `pending_webhooks` counts the endpoints that have not answered 2xx yet. */
export function shownEvents(world: World, events: readonly Readonly<StoredEvent>[]): Stripe.EventBase[] {
  return events.map((event) => ({ ...event, pending_webhooks: pendingWebhooks(world, event.id) }))
}

export function listensTo(endpoint: Stripe.WebhookEndpoint, type: string): boolean {
  return endpoint.enabled_events.some((enabled) => enabled === '*' || enabled === type)
}
