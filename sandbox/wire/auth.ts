import { StripeError } from './errors'
import type { RestrictedKey } from './permissions'

export type KeyKind = 'secret' | 'publishable'
/** `restricted`: it was made with rights of its own. */
export type Key = { kind: KeyKind; suffix: string; restricted?: RestrictedKey }

/** Finds the key in the `Authorization` header, as Bearer or as the user name of Basic. */
export function headerKey(authorization: string | undefined): string | undefined {
  const [scheme, credentials] = authorization?.trim().split(/\s+/) ?? []
  if (!credentials) return undefined
  if (scheme?.toLowerCase() === 'bearer') return credentials
  if (scheme?.toLowerCase() !== 'basic') return undefined
  return Buffer.from(credentials, 'base64').toString('utf8').split(':')[0] || undefined
}

/**
 * What a key opens. Any test key does; a restricted key that nobody made is taken for the secret one.
 * @throws StripeError 401 when there is none, when it is malformed, and for every live key.
 */
export function parseKey(key: string | undefined): Key {
  if (!key) throw new StripeError(401, { message: NO_KEY })
  if (/^[a-z]+_live_/.test(key)) throw new StripeError(401, { message: liveKey(key) })
  const [, kind, suffix] = /^(sk|rk|pk)_test_([A-Za-z0-9_]{1,200})$/.exec(key) ?? []
  if (suffix === undefined) throw new StripeError(401, { message: `Invalid API Key provided: ${masked(key)}` })
  return { kind: kind === 'pk' ? 'publishable' : 'secret', suffix }
}

/** A key whose time is over (docs.stripe.com/error-codes, `api_key_expired`). */
export function expiredKey(key: string): StripeError {
  return new StripeError(401, { code: 'api_key_expired', message: `Expired API Key provided: ${masked(key)}` })
}

/** A publishable key asked for something only the server may do. Sources differ about the status. */
export function secretKeyRequired(status: 401 | 403): StripeError {
  const message =
    'This API call cannot be made with a publishable API key. Please use a secret API key. ' +
    'You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.'
  return new StripeError(status, { code: 'secret_key_required', message }, true)
}

const NO_KEY =
  'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth ' +
  "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, " +
  'or we can help at https://support.stripe.com/.'

function liveKey(key: string): string {
  return `Invalid API Key provided: ${masked(key)}. This is a sandbox on your own machine: it refuses live keys. Use a test key (sk_test_…, pk_test_…).`
}

/** Enough of a key to know it by. */
export function masked(key: string): string {
  const prefix = /^[a-z]{2}_(test|live)_/.exec(key)?.[0] ?? ''
  const rest = key.slice(prefix.length)
  if (rest.length <= 4) return prefix + '*'.repeat(rest.length)
  return prefix + '*'.repeat(Math.min(rest.length - 4, 60)) + rest.slice(-4)
}
