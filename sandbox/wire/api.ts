import { setTimeout as pass } from 'node:timers/promises'
import { type Context, Hono } from 'hono'
import { API_VERSION } from './api-version'
import { type Fault, strike } from '../faults'
import { hangUp, hangUpHalfWay } from '../faults-socket'
import { newId } from '../ids'
import { noAccess } from '../resources/account'
import type { World } from '../world'
import { type Key, headerKey } from './auth'
import { type Call, type Route, isV2, mayCall } from './call'
import { StripeError, invalid } from './errors'
import { type ApiAnswer, type ApiRequest, execute, requestLogUrl, unexpected } from './execute'
import { readBody, readFormBody } from './body'
import { clientOf } from './client'
import { type Form, readForm, readJson } from './form'
import { type Claim, InFlight, checkKey, isSaved } from './idempotency'
import { readAtVersion } from './older-parameters'
import { RateLimits } from './rate-limit'
import { requestVersion } from './version'

export type ApiOptions = {
  routes: Route[]
  openWorld: (suffix: string) => World
  /** @throws StripeError 401 */
  readKey: (key: string | undefined) => Key
  originOf: (context: Context) => string
}

/** Everything under `/v1`, `/v2` and `/oauth`: finds the route, the world and the version, and speaks HTTP the way Stripe does. */
export function api(options: ApiOptions): Hono {
  const app = new Hono()
  const server = { ...options, inFlight: new InFlight(), limits: new RateLimits() }
  app.use('/v1/*', async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(CORS)) context.res.headers.set(name, value)
  })
  app.options('/v1/*', (context) => context.body(null, 204))
  for (const route of options.routes) {
    app.on(route.method, route.path, (context) => handle(context, route, server))
  }
  for (const path of ['/v1/*', '/v2/*', '/oauth/*']) app.all(path, (context) => handle(context, null, server))
  return app
}

type Server = ApiOptions & { inFlight: InFlight; limits: RateLimits }
type Received = { id: string; origin: string; idempotencyKey: string | null; claim: Claim }

async function handle(context: Context, route: Route | null, server: Server): Promise<Response> {
  // An empty one is none: two requests that leave it empty have nothing to do with each other.
  const idempotencyKey = (context.req.method === 'POST' && context.req.header('idempotency-key')) || null
  const claim = server.inFlight.claimOn(idempotencyKey)
  const received = { id: newId('request'), origin: server.originOf(context), idempotencyKey, claim }
  try {
    const call = await readCallOf(context, route, { ...server, ...received })
    const request = { ...call, ...received, method: context.req.method, route }
    const fault = await befalling(request, server)
    const answer = execute({ ...request, fault, elsewhere: elsewhere(request, fault, server) })
    if (answer === null || fault?.is.kind === 'drop_after') return hangUp(context)
    const response = respond(answer, call.version, received)
    return fault?.is.kind === 'drop_mid_body' ? await hangUpHalfWay(context, response) : response
  } catch (error) {
    const known = error instanceof StripeError ? error : unexpected(error)
    const body = JSON.stringify(known.envelope(requestLogUrl(received), isV2(context.req.path)), null, 2)
    return respond(
      { status: known.status, body: `${body}\n`, originalRequest: null, replayed: false, headers: known.headers },
      API_VERSION,
      received,
    )
  } finally {
    claim.release()
  }
}

/** What an account that has nothing answers, when the fault is that the key opens the wrong one. */
function elsewhere(request: Unstruck, fault: Fault | null, { openWorld }: Server): ApiAnswer | null {
  if (fault?.is.kind !== 'wrong_account') return null
  const world = openWorld(`${request.world.suffix}_elsewhere`)
  return execute({ ...request, world, fault: null, elsewhere: null })
}

type Unstruck = Omit<ApiRequest, 'elsewhere' | 'fault'>

/** The fault that strikes this request, if any. A delay has passed when it resolves; the key stays owned meanwhile. */
async function befalling(request: Unstruck, { openWorld }: Server): Promise<Fault | null> {
  const fault = strike(request.world, { ...request, replays: isSaved(request) })
  if (fault?.is.kind !== 'delay') return fault
  await pass(fault.is.milliseconds)
  // What fell due while the request waited comes before it.
  openWorld(request.world.suffix)
  return fault
}

/** @throws StripeError 400, 401, 409 or 429: everything that keeps a request from being executed at all. */
async function readCallOf(context: Context, route: Route | null, server: Server & Received): Promise<Call> {
  const { idempotencyKey } = server
  const claim = (key: Key) => mayCall(key.kind, route) && server.claim.take(key)
  const early = headerKey(context.req.header('authorization'))
  // Claimed before the body has arrived: a request that is still being sent owns its key.
  if (early !== undefined) claim(server.readKey(early))
  const form = await readRequest(context)
  const key = server.readKey(early ?? (isV2(context.req.path) ? undefined : textOf(form, 'key')))
  const { rateLimit, keyHeldMilliseconds: held } = server.openWorld(key.suffix).settings
  server.limits.admit(key.suffix, rateLimit)
  claim(key)
  if (idempotencyKey !== null) {
    checkKey(idempotencyKey)
    // Executing takes no time here, so two requests sent at once hardly ever meet unless one is held.
    if (held > 0) await pass(held)
  }
  return callOf(context, { key, form }, server)
}

/** @throws StripeError 400 for a version there is not, 403 for the account of somebody else. */
function callOf(
  context: Context,
  { key, form }: { key: Key; form: Form },
  { openWorld, origin }: Server & Received,
): Call {
  const version = context.req.header('stripe-version') ?? browserVersion(key, form)
  const world = openWorld(key.suffix)
  const account = context.req.header('stripe-account')
  if (account !== undefined && account !== world.accountId) throw noAccess(account)
  const at = { path: context.req.path, version: requestVersion(version, world.settings.apiVersion) }
  return {
    ...at,
    world,
    key: key.kind,
    ...(key.restricted && { restricted: key.restricted }),
    versionNamed: Boolean(version),
    form: readAtVersion(form, at),
    ids: context.req.param(),
    client: clientOf(context),
    origin,
  }
}

async function readRequest(context: Context): Promise<Form> {
  const query = readForm(new URL(context.req.url).search.slice(1))
  if (context.req.method === 'GET') return query
  if (isV2(context.req.path)) return { ...query, ...readJson(await readBody(context)) }
  if (context.req.header('content-type')?.includes('json')) throw invalid(NOT_A_FORM)
  return { ...query, ...readForm(await readFormBody(context)) }
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
  for (const [name, value] of Object.entries(answer.headers ?? {})) headers.set(name, value)
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

const CORS = {
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, Stripe-Account, Stripe-Version',
  'Access-Control-Allow-Methods': 'GET, HEAD, PUT, PATCH, POST, DELETE',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'Request-Id, Stripe-Manage-Version, Stripe-Should-Retry, X-Stripe-External-Auth-Required',
  'Access-Control-Max-Age': '300',
}
