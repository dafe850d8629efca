import { oneOf } from '../campaign/random'
import { type Blow, headerOf, set, type Wild } from './draft'

/** How a program's call can be wrong that comes from no page. */
export const MACHINE_BLOWS: Record<string, Blow> = {
  'another method': otherMethod,
  'no signature that fits': ({ route, draft, random }) => {
    if (route.name !== 'webhook') return undefined
    const now = Math.floor(Date.now() / 1000)
    const own = headerOf(draft, 'stripe-signature') ?? ''
    const old = own.replace(/t=\d+/, `t=${now - 1000}`)
    const bad = [
      null,
      '',
      'x',
      't=,v1=',
      `t=${now},v1=${'0'.repeat(64)}`,
      old,
      own.slice(0, -1),
      own.replace('v1', 'v0'),
    ]
    set(draft, 'stripe-signature', oneOf(random, [...bad, `${own},`, 'é'.repeat(100)]))
    return 'invalid_signature'
  },
  'a body nobody signed': ({ route, draft, random }) => {
    if (route.name !== 'webhook') return undefined
    draft.body = oneOf(random, [
      '',
      '{}',
      'null',
      `${draft.body} `,
      `${draft.body}`.replace('made.up', 'charge.refunded'),
    ])
    return 'invalid_signature'
  },
  'no token that fits': ({ route, draft, random }) => {
    if (route.name !== 'drain') return undefined
    const own = headerOf(draft, 'authorization') ?? ''
    const bad = [
      null,
      '',
      'Bearer',
      'Bearer ',
      `${own}x`,
      own.slice(0, -1),
      own.toLowerCase(),
      own.slice(7),
      'Bearer undefined',
    ]
    set(draft, 'authorization', oneOf(random, bad))
    return 'unauthenticated'
  },
  'token and cookie': ({ route, draft }) => {
    if (route.name !== 'drain') return undefined
    set(draft, 'cookie', 'a=b')
    return 'ambiguous_credentials'
  },
}

/** Any but the one method that the route has. */
export function otherMethod({ route, draft, random }: Wild): null {
  // Next answers TRACE with a 500 before it calls anything of ours.
  const others = ['GET', 'HEAD', 'PUT', 'PATCH', 'OPTIONS', 'PROPFIND', 'DELETE', 'POST']
  draft.method = oneOf(
    random,
    others.filter((method) => method !== route.method),
  )
  return null
}
