import type { World } from '../world'
import type { KeyKind } from './auth'
import type { RestrictedKey } from './permissions'
import { type Form, isHash } from './form'
import { type Params, type Read, readParams } from './parameters'

/** One authenticated API request, on its way to the resource that answers it. */
export type Call = {
  world: World
  key: KeyKind
  /** The key itself, when it was made with rights of its own. */
  restricted?: RestrictedKey
  version: string
  /** False when the request named no version and runs on the account's. */
  versionNamed: boolean
  form: Form
  /** What the path's `:names` stood for. */
  ids: { [name: string]: string }
  path: string
  client: { ip: string; userAgent: string }
  /** Where the customer's browser reaches the sandbox. */
  origin: string
}

export type Route = {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  /** Answers the object asked for, or returns (not throws) a StripeError for an outcome that has to be kept. */
  handle: (call: Call) => object
  /** What a publishable key gets to see of the answer; routes without this need a secret key. */
  publishable?: (answer: object) => object
}

/** Whether an address is in the v2 namespace, which has JSON bodies and errors of its own (docs.stripe.com/api-v2-overview). */
export function isV2(path: string): boolean {
  return path.startsWith('/v2/')
}

/** A publishable key opens few routes. An address nobody knows is refused later, for every key in the same words. */
export function mayCall(key: KeyKind, route: Route | null): boolean {
  return key === 'secret' || route === null || route.publishable !== undefined
}

/** Reads the call's parameters; `expand`, the key and Stripe.js' own bookkeeping belong to every call. */
export function readCall<P extends Params>(call: Call, params: P): Read<P> {
  const form = call.key === 'publishable' ? withoutTelemetry(call.form) : call.form
  const own = Object.entries(form).filter(([name]) => !OF_EVERY_CALL.has(name))
  return readParams(params, Object.fromEntries(own))
}

/** The same in the v2 namespace, where no parameter belongs to every call. */
export function readJsonCall<P extends Params>(call: Call, params: P): Read<P> {
  return readParams(params, call.form)
}

/** The id in the path; Hono has matched it, so it is there. */
export function pathId(call: Call, name = 'id'): string {
  return call.ids[name] ?? ''
}

const OF_EVERY_CALL = new Set(['expand', 'key'])

/** Sent by Stripe.js along with the request; none of it changes what happens. */
const TELEMETRY = new Set([
  '_stripe_account',
  '_stripe_version',
  'client_attribution_metadata',
  'client_context',
  'expected_payment_method_type',
  'guid',
  'is_stripe_sdk',
  'muid',
  'pasted_fields',
  'payment_user_agent',
  'radar_options',
  'referrer',
  'sid',
  'time_on_page',
])

function withoutTelemetry(form: Form): Form {
  const kept = Object.entries(form).filter(([name]) => !TELEMETRY.has(name))
  return Object.fromEntries(
    kept.map(([name, value]) => [
      name,
      name === 'payment_method_data' && isHash(value) ? withoutTelemetry(value) : value,
    ]),
  )
}
