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

/** Whether Stripe answered that the object does not exist. */
export function isMissing(error: unknown): boolean {
  const cause = error instanceof AppError ? error.cause : error
  return cause instanceof Stripe.errors.StripeInvalidRequestError && cause.code === 'resource_missing'
}

// 409 means that another request holds the key, 429 that nobody looked at this one: neither is an answer.
function isRefusal({ statusCode }: Stripe.errors.StripeError): boolean {
  return statusCode !== undefined && statusCode < 500 && statusCode !== 409 && statusCode !== 429
}
