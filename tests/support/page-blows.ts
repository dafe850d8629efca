import fc from 'fast-check'
import { between, oneOf } from '../campaign/random'
import { BODY_RULES, isAllowed } from './body-rules'
import { type Blow, headerOf, set, uuidFrom } from './draft'
import { MADE_UP_BODIES } from './made-up-bodies'
import { otherMethod } from './machine-blows'
import type { ShopRoute, Who } from './shop-route'

const LIMIT = 64 * 1024

/** How a request can be wrong that should come from one of our pages. */
export const PAGE_BLOWS: Record<string, Blow> = {
  'another origin': ({ draft, random, setting: { origin } }) => {
    const others = ['null', 'https://evil.example', `${origin}.evil.example`, `${origin}/`, `${origin}:80`, '*', '']
    const other = oneOf(random, [...others, origin.replace('localhost', '127.0.0.1'), `${origin}, ${origin}`, null])
    set(draft, 'origin', other)
    return 'foreign_origin'
  },
  'another site': ({ draft, random }) => {
    set(draft, 'sec-fetch-site', oneOf(random, ['cross-site', 'same-site', 'none', 'Same-Origin', 'same-origin, none']))
    return 'foreign_origin'
  },
  'two credentials': ({ draft, random }) => {
    set(draft, 'cookie', headerOf(draft, 'cookie') ?? 'a=b')
    set(draft, 'authorization', oneOf(random, ['Bearer x', 'Basic eDp5', 'x', '']))
    return 'ambiguous_credentials'
  },
  'a made-up cookie': ({ route, draft, random, setting: { origin } }) => {
    if (!route.others.nobody) return undefined
    const { port } = new URL(origin)
    const value = oneOf(random, [
      'x',
      '',
      '%',
      '%E0%A4%A',
      'a.b',
      `${'a'.repeat(32)}.${'b'.repeat(43)}=`,
      '"',
      'é',
      '\t',
    ])
    set(draft, 'cookie', `session-${port}=${value}; guest-${port}=${value}; ${'x'.repeat(between(random, 0, 3000))}`)
    return 'unauthenticated'
  },
  'somebody else': ({ route, draft, random, setting: { cookies } }) => {
    const others = Object.entries(route.others) as [Who, string][]
    if (others.length === 0) return undefined
    const [who, code] = oneOf(random, others)
    set(draft, 'cookie', cookies[who] || null)
    return code
  },
  'something unknown': ({ route, draft, random }) => {
    if (route.id === null) return undefined
    const isUnknown = random() < 0.4
    const bad = ['x', '1', '%00', `${route.id}0`, `${route.id}%00`, route.id.slice(1), '%F0%9F%9A%80', "'--"]
    draft.path = route.path(isUnknown ? uuidFrom(random) : oneOf(random, bad))
    return isUnknown ? 'not_found' : 'validation_failed'
  },
  'another content type': ({ route, draft, random }) => {
    if (draft.body === null) return undefined
    const all = ['text/plain', 'multipart/form-data; boundary=x', 'application/xml', 'application/jsonx', 'text/json']
    const types = all.filter((type) => !route.takesFiles || !type.startsWith('multipart'))
    set(draft, 'content-type', oneOf(random, [...types, '', ';', 'é', null]))
    return 'unsupported_media_type'
  },
  'no JSON': ({ draft, random }) => {
    if (draft.body === null || draft.isForm) return undefined
    const cut = draft.body.slice(0, between(random, 0, draft.body.length - 1))
    draft.body = oneOf(random, [
      cut,
      cut,
      cut,
      '',
      '{',
      "{'a':1}",
      '{"a":1,}',
      `\ufeff{}`,
      '[[[',
      'NaN',
      '{}{}',
      '\u0000',
    ])
    return 'malformed_request'
  },
  'a body against the rules': ({ route, draft, random, setting: { seed } }) => {
    if (!route.made || draft.isForm) return undefined
    draft.body = oneOf(random, wrongBodies(route.made, seed))
    return 'validation_failed'
  },
  'a form against the rules': ({ route, draft, random }) => {
    if (!draft.isForm || route.badForms.length === 0) return undefined
    draft.body = new URLSearchParams({ ...oneOf(random, route.badForms), attemptKey: uuidFrom(random) }).toString()
    return 'validation_failed'
  },
  'a field twice': ({ route, draft, random }) => {
    if (!draft.isForm || !route.form) return undefined
    const name = oneOf(random, [...Object.keys(route.form), 'attemptKey', 'x'])
    draft.body = `${draft.body}&${new URLSearchParams([
      [name, '1'],
      [name, oneOf(random, ['1', '2'])],
    ]).toString()}`
    return 'malformed_request'
  },
  'too much': ({ draft, random }) => {
    if (draft.body === null || random() < 0.7) return undefined
    draft.body = draft.isForm ? `${draft.body}&x=${'x'.repeat(LIMIT)}` : `${draft.body}${' '.repeat(LIMIT)}`
    return 'payload_too_large'
  },
  'no Idempotency-Key that could be one': ({ route, draft, random }) => {
    if (route.key === 'ignored' || draft.isForm) return undefined
    const isMissing = route.key === 'needed' && random() < 0.3
    const bad = ['', ' ', 'a b', 'é', 'x'.repeat(256), 'a\tb', 'ÿ'.repeat(20), 'a, b']
    set(draft, 'idempotency-key', isMissing ? null : oneOf(random, bad))
    return isMissing ? 'idempotency_key_missing' : 'malformed_request'
  },
  'another method': otherMethod,
  'hanging up': ({ draft }) => {
    if (draft.body === null) return undefined
    draft.hangsUp = true
    return null
  },
}

const made = new Map<string, string[]>()

function wrongBodies(name: NonNullable<ShopRoute['made']>, seed: number): string[] {
  const known = made.get(name)
  if (known) return known
  const bodies = fc.sample(MADE_UP_BODIES[name], { numRuns: 600, seed }).map((body) => JSON.stringify(body) ?? 'null')
  const wrong = bodies.filter((body) => body.length < LIMIT / 2 && !isAllowed(JSON.parse(body), BODY_RULES[name]))
  made.set(name, wrong)
  return wrong
}
