import 'server-only'
import Stripe from 'stripe'
import { AppError } from '@/lib/domain/errors'

/**
 * Runs one call to Stripe and translates what it throws.
 * `payment_provider_refused`: Stripe answered no, and would again. `payment_provider_unavailable`: we do not know what
 * happened (a time-out, a dropped connection, a 5xx, a conflict, too many calls); only reading the object tells.
 */
export async function callStripe<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (cause) {
    if (!(cause instanceof Stripe.errors.StripeError)) throw cause
    if (isRefusal(cause))
      throw new AppError('payment_provider_refused', 'Our payment provider refused this.', { cause })
    throw new AppError('payment_provider_unavailable', 'Our payment provider can’t be reached right now.', { cause })
  }
}

/** Whether Stripe answered that the very object we asked for does not exist. */
export function isMissing(error: unknown): boolean {
  const cause = stripeCause(error)
  return cause?.code === 'resource_missing' && cause.statusCode === 404
}

/** Whether Stripe refused because the customer we named is gone: deleted in the Dashboard, or with all test data. */
export function isMissingCustomer(error: unknown): boolean {
  const cause = stripeCause(error)
  return cause?.code === 'resource_missing' && cause.param === 'customer'
}

/**
 * Whether Stripe repeated a 5xx that it has stored under our key, as it does for a day: the key can never bring anything
 * else (https://docs.stripe.com/api/idempotent_requests).
 */
export function isStoredFailure(error: unknown): boolean {
  const cause = stripeCause(error)
  return (cause?.statusCode ?? 0) >= 500 && cause?.headers?.['idempotent-replayed'] === 'true'
}

function stripeCause(error: unknown): Stripe.errors.StripeError | null {
  const cause = error instanceof AppError ? error.cause : error
  return cause instanceof Stripe.errors.StripeError ? cause : null
}

// 409 means that another request holds the key, 429 that nobody looked at this one: neither is an answer.
function isRefusal({ statusCode }: Stripe.errors.StripeError): boolean {
  return statusCode !== undefined && statusCode < 500 && statusCode !== 409 && statusCode !== 429
}
