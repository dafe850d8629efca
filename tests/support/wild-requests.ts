import { oneOf, type Random } from '../campaign/random'
import type { Draft, Setting } from './draft'
import { MACHINE_BLOWS } from './machine-blows'
import { PAGE_BLOWS } from './page-blows'
import type { RawRequest } from './raw-request'
import type { ShopRoute } from './shop-route'

/** A request that nobody should take, and what it should be answered with: a problem's code, or else any refusal. */
export type WildRequest = RawRequest & { wrong: string; code: string | null }

const FORM = 'application/x-www-form-urlencoded'

/** The request that a route takes. */
export function rightRequest(route: ShopRoute, { origin, cookies }: Setting, isForm = false): Draft {
  const { form, json } = route
  const cookie = cookies[route.by]
  const isMachine = route.headers !== undefined
  const body = isForm && form ? new URLSearchParams(form).toString() : json && JSON.stringify(json)
  const headers: [string, string][] = [
    ...(isMachine ? [] : [['origin', origin] as [string, string]]),
    ...(cookie === '' ? [] : [['cookie', cookie] as [string, string]]),
    ...(body === null ? [] : [['content-type', isForm ? FORM : 'application/json'] as [string, string]]),
    ...(route.key === 'ignored' || isForm ? [] : [['idempotency-key', crypto.randomUUID()] as [string, string]]),
    ...(route.headers?.() ?? []),
  ]
  const keyed = isForm && body !== null && route.key !== 'ignored' ? `${body}&attemptKey=${crypto.randomUUID()}` : body
  return { method: route.method, path: route.path(route.id ?? ''), headers, body: keyed, isForm }
}

/** One request that is wrong in one way, made of the right one of one of the routes. */
export function wildRequest(routes: ShopRoute[], setting: Setting, random: Random): WildRequest {
  for (;;) {
    const route = oneOf(random, routes)
    const isForm = route.form !== null && random() < 0.4
    const draft = rightRequest(route, setting, isForm)
    const [name, blow] = oneOf(random, Object.entries(route.headers ? MACHINE_BLOWS : PAGE_BLOWS))
    const code = blow({ route, draft, random, setting })
    if (code === undefined) continue
    return { ...draft, headers: [...noise(random), ...draft.headers], wrong: `${route.name}: ${name}`, code }
  }
}

/** Headers that should make no difference, whatever they say. */
function noise(random: Random): [string, string][] {
  const all: [string, string][] = [
    ['referer', 'https://evil.example/?x=<script>'],
    ['referer', 'é'],
    ['x-forwarded-for', "1.2.3.4, '; drop table payments; --"],
    ['x-forwarded-host', 'evil.example'],
    ['x-forwarded-proto', 'gopher'],
    ['user-agent', 'ÿ'.repeat(500)],
    ['accept', 'text/html;q=é'],
    ['accept-language', 'x'.repeat(300)],
    ['x-nonce', '"><script>'],
    ['content-security-policy', "script-src 'nonce-x'"],
    ['x-request-id', 'mine'],
    ['x-middleware-subrequest', 'proxy:proxy:proxy:proxy:proxy'],
    ['x-http-method-override', 'DELETE'],
    ['range', 'bytes=9-1'],
    ['if-none-match', '*'],
  ]
  return all.filter(() => random() < 0.06)
}
