import { createHash } from 'node:crypto'
import { IDEMPOTENCY_SECONDS, V2_IDEMPOTENCY_SECONDS } from '../inferred'
import type { IdempotencyRecord } from '../tables'
import type { World } from '../world'
import type { Key } from './auth'
import { type Call, isV2 } from './call'
import { StripeError, invalid } from './errors'
import { type Form, isHash } from './form'

type Keyed = Call & { id: string; idempotencyKey: string | null }

/** Keys of requests that are still being answered. A second request with the same key is told to come back later. */
export class InFlight {
  readonly #keys = new Set<string>()

  /** A claim on `key` for one request; without a key there is nothing to claim. */
  claimOn(key: string | null): Claim {
    let claimed: string | null = null
    return {
      take: ({ suffix, kind }) => {
        if (key === null || claimed !== null) return
        const wanted = `${suffix} ${nameOf(kind, key)}`
        if (this.#keys.has(wanted)) throw inUse(key)
        this.#keys.add((claimed = wanted))
      },
      release: () => {
        if (claimed !== null) this.#keys.delete(claimed)
      },
    }
  }
}

/** `take` may be repeated, and throws StripeError 409 while another request holds the key. */
export type Claim = { take: (owner: Key) => void; release: () => void }

/** @throws StripeError 400 when the key is too long (docs.stripe.com/api/idempotent_requests: 255 characters). */
export function checkKey(key: string): void {
  if (key.length <= 255) return
  throw invalid('Invalid idempotency key: it must be at most 255 characters long.')
}

/**
 * The answer saved under this key, if it is still kept.
 * @throws StripeError 400 when the key was first used for something else.
 */
export function savedAnswer(request: Keyed): IdempotencyRecord | null {
  const { world, key: kind, idempotencyKey: key } = request
  if (key === null) return null
  const saved = world.store.get('idempotency', nameOf(kind, key))
  if (!saved) return null
  if (!isKept(saved, world.now())) {
    world.store.remove('idempotency', nameOf(kind, key))
    return null
  }
  if (saved.path !== request.path)
    throw mismatch(`for the same endpoint they were first used for ('${saved.path}')`, key)
  if (saved.fingerprint !== fingerprint(request.form))
    throw mismatch('with the same parameters they were first used with', key)
  return saved
}

/** Whether a repeated request would be answered, or refused, from memory. */
export function isSaved({ world, key: kind, idempotencyKey: key }: Pick<Keyed, 'world' | 'key' | 'idempotencyKey'>) {
  const saved = key === null ? undefined : world.store.get('idempotency', nameOf(kind, key))
  return saved !== undefined && isKept(saved, world.now())
}

function isKept(saved: IdempotencyRecord, now: number): boolean {
  return keptUntil(saved) > now
}

/** Unix seconds by the world's clock. */
export function keptUntil({ created, path }: IdempotencyRecord): number {
  return created + (isV2(path) ? V2_IDEMPOTENCY_SECONDS : IDEMPOTENCY_SECONDS)
}

/** Keeps the answer for whoever repeats the request, and forgets those that nobody can ask for any more. */
export function saveAnswer(request: Keyed, answer: { status: number; body: string }): void {
  const { world, key: kind, idempotencyKey: key, path, form, id } = request
  if (key === null) return
  forgetOver(world)
  const record = { key, path, fingerprint: fingerprint(form), requestId: id, created: world.now(), ...answer }
  world.store.put('idempotency', nameOf(kind, key), record)
}

/** Not oldest first: those of the v2 namespace are kept longer than what came after them. */
function forgetOver(world: World): void {
  for (let id = world.answers.id(); id !== undefined; id = world.answers.id()) {
    const first = world.store.get('idempotency', id)
    if (!first || isKept(first, world.now())) return
    world.store.remove('idempotency', id)
  }
}

/** As if its time were over: the request is carried out again. */
export function forgetAnswer({
  world,
  key: kind,
  idempotencyKey: key,
}: Pick<Keyed, 'world' | 'key' | 'idempotencyKey'>) {
  if (key !== null) world.store.remove('idempotency', nameOf(kind, key))
}

/** A browser must never be answered what the server asked for, so each kind of API key has its own names. */
function nameOf(kind: Key['kind'], key: string): string {
  return `${kind} ${key}`
}

/** The same parameters in any order have the same fingerprint; which key sent them is no parameter. */
function fingerprint(form: Form): string {
  const own = Object.fromEntries(Object.entries(form).filter(([name]) => name !== 'key'))
  return createHash('sha256')
    .update(JSON.stringify(sorted(own)))
    .digest('hex')
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isHash(value)) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, each]) => [name, sorted(each)])
}

/** Another request with this key is still being answered. */
export function inUse(key: string): StripeError {
  const message =
    'There is currently another in-progress request using this Idempotent Key (that probably means you submitted ' +
    `twice, and the other request is still going through): ${key}. Please try again later.`
  return new StripeError(409, { code: 'idempotency_key_in_use', message }, true)
}

function mismatch(rule: string, key: string): StripeError {
  const message = `Keys for idempotent requests can only be used ${rule}. Try using a key other than '${key}' if you meant to execute a different request.`
  return new StripeError(400, { type: 'idempotency_error', message }, true)
}
