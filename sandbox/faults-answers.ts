import type { Fault } from './faults'
import { StripeError, rateLimited } from './wire/errors'
import { inUse } from './wire/idempotency'

/** The answer to a request that a fault keeps from being executed; its idempotency key stays free. */
export function turnedAway({ is, rateLimit }: Fault, idempotencyKey: string | null): StripeError | null {
  switch (is.kind) {
    case 'conflict_409':
      return inUse(idempotencyKey ?? '')
    case 'rate_limit_429':
      return rateLimit === 'lock_timeout' ? lockTimeout() : rateLimited(rateLimit ?? '')
    case 'error_502':
      return gatewayError(502)
    case 'error_503':
      return gatewayError(503)
    case 'error_504':
      return gatewayError(504)
    default:
      return null
  }
}

/** A 500 that Stripe keeps under the idempotency key, and repeats (docs.stripe.com/error-low-level). */
export function serverError(): StripeError {
  return new StripeError(500, { type: 'api_error', message: 'An unknown error occurred' })
}

/** `lock_timeout` has no `Stripe-Rate-Limited-Reason` (docs.stripe.com/rate-limits). */
export function faultHeaders({ is, rateLimit }: Fault): Record<string, string> {
  return {
    ...('shouldRetry' in is && is.shouldRetry !== undefined && { 'Stripe-Should-Retry': String(is.shouldRetry) }),
    ...(rateLimit !== null && rateLimit !== 'lock_timeout' && { 'Stripe-Rate-Limited-Reason': rateLimit }),
  }
}

function gatewayError(status: number): StripeError {
  const message =
    "There was an unexpected error processing this request–we've been notified of this issue. " +
    "We'll update our status page at https://status.stripe.com/ with more information if we're seeing systemic issues."
  return new StripeError(status, { type: 'api_error', message }, true)
}

function lockTimeout(): StripeError {
  const message =
    'This object cannot be accessed right now because another API request or Stripe process is currently accessing ' +
    'it. If you see this error intermittently, retry the request. If you see this error frequently and are making ' +
    'multiple concurrent requests to a single object, make your requests serially or at a lower rate.'
  return new StripeError(429, { code: 'lock_timeout', message }, true)
}
