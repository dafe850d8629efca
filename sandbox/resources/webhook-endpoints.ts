import type Stripe from 'stripe'
import { newId } from '../ids'
import { dropDeliveries } from '../queue'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { invalid, noSuch } from '../wire/errors'
import { page, pageParams } from '../wire/list'
import { changedMetadata, metadata } from '../wire/metadata'
import { filled, flag, list, orEmpty, type Param, required, text } from '../wire/parameters'
import { requestVersion } from '../wire/version'

export const webhookEndpointRoutes: Route[] = [
  { method: 'POST', path: '/v1/webhook_endpoints', handle: createEndpoint },
  { method: 'GET', path: '/v1/webhook_endpoints', handle: listEndpoints },
  {
    method: 'GET',
    path: '/v1/webhook_endpoints/:id',
    handle: (call) => (readCall(call, {}), shown(endpointInPath(call))),
  },
  { method: 'POST', path: '/v1/webhook_endpoints/:id', handle: updateEndpoint },
  { method: 'DELETE', path: '/v1/webhook_endpoints/:id', handle: deleteEndpoint },
]

/** The signing secret is answered here and never again. */
function createEndpoint(call: Call): Stripe.WebhookEndpoint {
  const given = readCall(call, createParams)
  const endpoint: Stripe.WebhookEndpoint = {
    id: newId('webhookEndpoint'),
    object: 'webhook_endpoint',
    api_version: given.api_version ?? null,
    application: null,
    created: call.world.now(),
    description: given.description ?? null,
    enabled_events: given.enabled_events,
    livemode: false,
    metadata: changedMetadata({}, given.metadata ?? {}),
    secret: newId('signingSecret'),
    status: 'enabled',
    url: given.url,
  }
  call.world.store.put('webhook_endpoints', endpoint.id, endpoint)
  return endpoint
}

function updateEndpoint(call: Call): Stripe.WebhookEndpoint {
  const before = endpointInPath(call)
  const { disabled, description, enabled_events, metadata: change, url } = readCall(call, updateParams)
  const endpoint: Stripe.WebhookEndpoint = {
    ...before,
    ...(description !== undefined && { description }),
    ...(disabled !== undefined && { status: disabled ? 'disabled' : 'enabled' }),
    ...(enabled_events && { enabled_events }),
    ...(change !== undefined && { metadata: changedMetadata(before.metadata, change) }),
    ...(url !== undefined && { url }),
  }
  call.world.store.put('webhook_endpoints', endpoint.id, endpoint)
  if (endpoint.status === 'disabled') dropDeliveries(call.world, endpoint.id)
  return shown(endpoint)
}

function listEndpoints(call: Call): object {
  const rows = call.world.store.all('webhook_endpoints').map(shown)
  return page(rows, readCall(call, pageParams), { url: '/v1/webhook_endpoints', noun: 'webhook_endpoint' })
}

function deleteEndpoint(call: Call): Stripe.DeletedWebhookEndpoint {
  readCall(call, {})
  const { id } = endpointInPath(call)
  call.world.store.remove('webhook_endpoints', id)
  dropDeliveries(call.world, id)
  return { id, object: 'webhook_endpoint', deleted: true }
}

function endpointInPath(call: Call): Readonly<Stripe.WebhookEndpoint> {
  const endpoint = call.world.store.get('webhook_endpoints', pathId(call))
  if (endpoint) return endpoint
  throw noSuch('webhook_endpoint', pathId(call), { param: 'id', path: true })
}

function shown({ secret, ...endpoint }: Readonly<Stripe.WebhookEndpoint>): Stripe.WebhookEndpoint {
  void secret
  return endpoint
}

const urlParam: Param<string> = {
  read: (value, name) => {
    const url = filled().read(value, name)
    if (/^https?:\/\//.test(url) && URL.canParse(url)) return url
    const message = 'Invalid URL: An explicit scheme (such as https) must be provided.'
    throw invalid(message, { code: 'url_invalid', param: name })
  },
}

/** Stripe lists some 250 names; the sandbox checks their shape only. */
const eventName: Param<string> = {
  read: (value, name) => {
    const event = filled().read(value, name)
    if (event === '*' || /^[a-z0-9_]+(\.[a-z0-9_[\]]+)+$/.test(event)) return event
    throw invalid(`Invalid ${name}: must be the name of an event, or *.`, { param: name })
  },
}

const versionParam: Param<string> = { read: (value, name) => requestVersion(filled().read(value, name)) }

const updateParams = {
  description: orEmpty(text()),
  disabled: flag(),
  enabled_events: list(eventName),
  metadata: metadata(),
  url: urlParam,
}

const createParams = {
  api_version: versionParam,
  connect: flag(),
  description: orEmpty(text()),
  enabled_events: required(list(eventName)),
  metadata: metadata(),
  url: required(urlParam),
}
