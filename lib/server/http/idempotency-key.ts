import 'server-only'
import { AppError } from '@/lib/domain/errors'

/**
 * The key that makes a repeated request the same one: the header, or a form's field. Without either, a key that nobody will
 * ever send again. At most 255 printable characters, as Stripe's.
 */
export function idempotencyKey(headers: Headers, field: string | undefined): string {
  const key = headers.get('idempotency-key') ?? field ?? crypto.randomUUID()
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new AppError('malformed_request', 'Idempotency-Key has to be 1 to 255 printable characters.')
}
