import type { JournalEntry } from '../../sandbox/control-types'

/**
 * What is wrong with the idempotency keys of these requests, oldest first; nothing is what every run has to give. Every
 * POST has a key, no key is used with two bodies, and a key with a higher number follows only a 500 that Stripe repeated
 * under the one before.
 */
export function wrongKeys(journal: readonly JournalEntry[]): string[] {
  const posts = journal.filter(({ method, path }) => method === 'POST' && path.startsWith('/v1/payment_intents'))
  return [...unkeyed(posts), ...reused(posts), ...tooEarly(posts)]
}

function unkeyed(posts: JournalEntry[]): string[] {
  return posts.filter(({ idempotencyKey }) => !idempotencyKey).map(({ path }) => `${path} has no key`)
}

function reused(posts: JournalEntry[]): string[] {
  const bodies = new Map<string, string>()
  return posts.flatMap(({ idempotencyKey, path, params }) => {
    const [key, body] = [String(idempotencyKey), JSON.stringify([path, params])]
    const first = bodies.get(key) ?? body
    bodies.set(key, first)
    return first === body ? [] : [`${key} is used with two bodies`]
  })
}

function tooEarly(posts: JournalEntry[]): string[] {
  const spent = new Set<string>()
  return posts.flatMap(({ idempotencyKey, replayed, status }) => {
    const [what, id, number] = String(idempotencyKey).split(':')
    if (replayed && (status ?? 0) >= 500) spent.add(String(idempotencyKey))
    const isFree = number === '1' || spent.has(`${what}:${id}:${Number(number) - 1}`)
    return isFree ? [] : [`${idempotencyKey} follows no stored failure`]
  })
}
