import { type Context, Hono } from 'hono'
import { API_VERSION } from '../events'
import { newId } from '../ids'
import type { World } from '../world'
import { type Key, headerKey, parseKey } from './auth'
import type { Call, Route } from './call'
import { StripeError, invalid } from './errors'
import { type ApiAnswer, execute, requestLogUrl, unexpected } from './execute'
import { type Form, readForm } from './form'
import { type Claim, InFlight, checkKey } from './idempotency'
import { requestVersion } from './version'

export type ApiOptions = {
  routes: Route[]
  openWorld: (suffix: string) => World
  originOf: (context: Context) => string
}

/** Everything under `/v1`: finds the route, the world and the version, and speaks HTTP the way Stripe does. */
export function api(options: ApiOptions): Hono {
  const app = new Hono()
  const server = { ...options, inFlight: new InFlight() }
  app.use('/v1/*', async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(CORS)) context.res.headers.set(name, value)
  })
  app.options('/v1/*', (context) => context.body(null, 204))
  for (const route of options.routes) {
    app.on(route.method, route.path, (context) => handle(context, route, server))
  }
  app.all('/v1/*', (context) => handle(context, null, server))
  return app
}

type Server = ApiOptions & { inFlight: InFlight }
type Received = { id: string; origin: string; idempotencyKey: string | null; claim: Claim }

async function handle(context: Context, route: Route | null, server: Server): Promise<Response> {
  const idempotencyKey = context.req.method === 'POST' ? (context.req.header('idempotency-key') ?? null) : null
  const claim = server.inFlight.claimOn(idempotencyKey)
  const received = { id: newId('request'), origin: server.originOf(context), idempotencyKey, claim }
  try {
    const call = await readCallOf(context, server, received)
    return respond(execute({ ...call, ...received, method: context.req.method, route }), call.version, received)
  } catch (error) {
    const known = error instanceof StripeError ? error : unexpected(error)
    const body = JSON.stringify(known.envelope(requestLogUrl(received)), null, 2)
    return respond(
      { status: known.status, body: `${body}\n`, originalRequest: null, replayed: false },
      API_VERSION,
      received,
    )
  } finally {
    claim.release()
  }
}

/** @throws StripeError 400, 401 or 409: everything that keeps a request from being executed at all. */
async function readCallOf(
  context: Context,
  server: Server,
  { idempotencyKey, claim, origin }: Received,
): Promise<Call> {
  const early = headerKey(context.req.header('authorization'))
  // Claimed before the body has arrived, so that two requests sent at once really meet.
  if (early !== undefined) claim.take(parseKey(early).suffix)
  const form = await readRequest(context)
  const key = parseKey(early ?? textOf(form, 'key'))
  claim.take(key.suffix)
  if (idempotencyKey !== null) checkKey(idempotencyKey)
  return {
    world: server.openWorld(key.suffix),
    key: key.kind,
    version: requestVersion(context.req.header('stripe-version') ?? browserVersion(key, form)),
    form,
    ids: context.req.param(),
    path: context.req.path,
    client: clientOf(context),
    origin,
  }
}

async function readRequest(context: Context): Promise<Form> {
  const query = readForm(new URL(context.req.url).search.slice(1))
  if (context.req.method === 'GET') return query
  if (context.req.header('content-type')?.includes('json')) throw invalid(NOT_A_FORM)
  return { ...query, ...readForm(await context.req.text()) }
}

const NOT_A_FORM =
  'Invalid request (check that your POST content type is application/x-www-form-urlencoded). ' +
  'If you have any questions, we can help at https://support.stripe.com/.'

function respond(answer: ApiAnswer, version: string, { id, idempotencyKey }: Received): Response {
  const headers = new Headers({
    'Cache-Control': 'no-cache, no-store',
    'Content-Type': 'application/json',
    'Request-Id': id,
    'Stripe-Version': version,
  })
  if (idempotencyKey !== null) headers.set('Idempotency-Key', idempotencyKey)
  if (answer.originalRequest) headers.set('Original-Request', answer.originalRequest)
  if (answer.replayed) headers.set('Idempotent-Replayed', 'true')
  if (answer.status === 401) headers.set('WWW-Authenticate', 'Basic realm="Stripe"')
  return new Response(answer.body, { status: answer.status, headers })
}

/** Stripe.js cannot set headers without a preflight, so it names its version in the form. */
function browserVersion(key: Key, form: Form): string | undefined {
  return key.kind === 'publishable' ? textOf(form, '_stripe_version') : undefined
}

function textOf(form: Form, name: string): string | undefined {
  const value = form[name]
  return typeof value === 'string' ? value : undefined
}

/** The other end of the socket. X-Forwarded-For is anybody's claim and is not looked at. */
function clientOf(context: Context): { ip: string; userAgent: string } {
  // With @hono/node-server the environment holds Node's request; called in-process there is none.
  const incoming = (context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming
  const ip = (incoming?.socket?.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '')
  return { ip, userAgent: context.req.header('user-agent') ?? '' }
}

const CORS = {
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, Stripe-Account, Stripe-Version',
  'Access-Control-Allow-Methods': 'GET, HEAD, PUT, PATCH, POST, DELETE',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'Request-Id, Stripe-Manage-Version, Stripe-Should-Retry, X-Stripe-External-Auth-Required',
  'Access-Control-Max-Age': '300',
}
