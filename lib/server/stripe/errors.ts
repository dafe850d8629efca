import 'server-only'
import Stripe from 'stripe'
import { AppError } from '@/lib/domain/errors'

/**
 * What a failed call to Stripe amounts to.
 * `declined`: it was carried out, and the payment failed (402). `refused`: it will not be carried out, and asking again
 * changes nothing. `misused`: our key, our parameters or our idempotency key are at fault, which a person has to mend.
 * `retry_later`: nobody looked at it (429), or the same request is under way (409). `unknown`: it may have been carried out
 * or not; only reading the object tells (https://docs.stripe.com/error-low-level).
 */
export type FailedCall = 'declined' | 'refused' | 'misused' | 'retry_later' | 'unknown'

/** The class of an error that a call to Stripe threw, or null for one that is not Stripe's. */
export function classOf(error: unknown): FailedCall | null {
  const cause = stripeCause(error)
  return cause && classOfStripeError(cause)
}

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
    switch (classOfStripeError(cause)) {
      case 'declined':
      case 'refused':
      case 'misused':
        throw new AppError('payment_provider_refused', 'Our payment provider refused this.', { cause })
      case 'retry_later':
      case 'unknown':
        throw new AppError('payment_provider_unavailable', 'Our payment provider can’t be reached right now.', {
          cause,
        })
    }
  }
}

/**
 * Stripe's own words for a failure: for people to read, never to branch on. A decline's own code says more than
 * `card_declined`, as it does where the intent itself keeps it (payment-intent-snapshot.ts).
 */
export function wordsOf(error: unknown): { errorCode: string | null; errorMessage: string } {
  const cause = stripeCause(error)
  // The SDK says '' where Stripe said nothing.
  return {
    errorCode: cause?.decline_code || cause?.code || null,
    errorMessage: cause?.message ?? 'Stripe gave no reason.',
  }
}

/** Stripe's advice on what to do after a decline, or null (https://docs.stripe.com/declines/card#retrying-issuer-declines). */
export function adviceOf(error: unknown): string | null {
  return stripeCause(error)?.advice_code || null
}

/** Whether Stripe answered that the very object we asked for does not exist. */
export function isMissing(error: unknown): boolean {
  const cause = stripeCause(error)
  return cause?.code === 'resource_missing' && cause.statusCode === 404
}

/** Whether Stripe answered 404, for whatever reason: in its v2 namespace that has other codes. */
export function isNotFound(error: unknown): boolean {
  return stripeCause(error)?.statusCode === 404
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

// A time-out or a dropped connection has no status at all.
function classOfStripeError({ statusCode, rawType, type }: Stripe.errors.StripeError): FailedCall {
  if (statusCode === undefined || statusCode >= 500 || statusCode === 424) return 'unknown'
  // Too many calls can also come as a 400 with the code rate_limit, which the SDK makes this type of.
  if (statusCode === 409 || statusCode === 429 || type === 'StripeRateLimitError') return 'retry_later'
  if (statusCode === 402) return 'declined'
  if (statusCode === 401 || statusCode === 403) return 'misused'
  return rawType === 'idempotency_error' || type === 'StripeIdempotencyError' ? 'misused' : 'refused'
}
