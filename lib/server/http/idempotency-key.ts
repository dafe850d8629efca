import 'server-only'
import { AppError } from '@/lib/domain/errors'

/** The same for requests that have to bring one: a charge without it could not be repeated safely. */
export function requiredIdempotencyKey(headers: Headers, field: string | undefined): string {
  if (headers.has('idempotency-key') || field !== undefined) return idempotencyKey(headers, field)
  throw new AppError('idempotency_key_missing', 'Send an Idempotency-Key, so that repeating this charges once.')
}

/**
 * The key that makes a repeated request the same one: the header, or a form's field. Without either, a key that nobody will
 * ever send again. At most 255 printable characters, as Stripe's.
 */
export function idempotencyKey(headers: Headers, field: string | undefined): string {
  const key = headers.get('idempotency-key') ?? field ?? crypto.randomUUID()
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new AppError('malformed_request', 'Idempotency-Key has to be 1 to 255 printable characters.')
}
