import type Stripe from 'stripe'
import { secondEvent } from './disorder'
import { newId } from './ids'
import { pendingWebhooks, queueDelivery } from './queue'
import type { StoredEvent } from './tables'
import { API_VERSION } from './wire/api-version'
import { lookupsIn } from './wire/older-lookups'
import { atVersion, previousAtVersion } from './wire/older-versions'
import { fateOfEvent } from './webhook-rules'
import type { World } from './world'

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
    api_version: world.settings.apiVersion,
    created: world.now(),
    // The SDK types each event's object; here it is whichever resource the caller names.
    data: data as Stripe.EventBase['data'],
    livemode: false,
    request: { id: world.cause?.requestId ?? null, idempotency_key: world.cause?.idempotencyKey ?? null },
    type,
  }
  const { never, second } = fateOfEvent(world, type)
  // Its id is that of an event which nobody ever hears of.
  if (never) return event.id
  announce(world, event)
  if (secondEvent(world) || second) announce(world, { ...event, id: newId('event') })
  return event.id
}

function announce(world: World, event: StoredEvent): void {
  world.store.put('events', event.id, event)
  for (const endpoint of world.store.all('webhook_endpoints')) {
    if (endpoint.status === 'enabled' && listensTo(endpoint, event.type)) {
      queueDelivery(world, event, endpoint.id)
    }
  }
}

/**
 * Events as Stripe answers them: `pending_webhooks` counts the endpoints that have not answered 2xx yet. Each is rendered
 * at the version it was made with, or at that of the endpoint it is sent to (docs.stripe.com/webhooks/versioning).
 */
export function shownEvents(
  world: World,
  events: readonly Readonly<StoredEvent>[],
  version?: string | null,
): Stripe.EventBase[] {
  return events.map((event) => {
    const api_version = version ?? event.api_version ?? API_VERSION
    const data = dataAt(event.data, { world, version: api_version })
    return { ...event, api_version, data, pending_webhooks: pendingWebhooks(world, event.id) }
  })
}

function dataAt(data: StoredEvent['data'], { world, version }: { world: World; version: string }): StoredEvent['data'] {
  const { previous_attributes: previous, object: now } = data
  const object = atVersion(now, version, lookupsIn(world))
  if (!previous) return { ...data, object }
  return { ...data, object, previous_attributes: previousAtVersion({ ...previous }, { now: { ...now }, version }) }
}

export function listensTo(endpoint: Stripe.WebhookEndpoint, type: string): boolean {
  return endpoint.enabled_events.some((enabled) => enabled === '*' || enabled === type)
}
