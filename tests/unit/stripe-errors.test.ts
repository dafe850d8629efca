import Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import '../support/quiet'
import { AppError } from '@/lib/domain/errors'
import { callStripe, classOf, isMissing, isMissingCustomer, isStoredFailure, wordsOf } from '@/lib/server/stripe/errors'

type Said = { type?: string; code?: string; decline_code?: string; message?: string; param?: string }
type Raw = ConstructorParameters<typeof Stripe.errors.StripeError>[0]

/** What the SDK throws for an answer of this status. */
function answered(
  statusCode: number,
  said: Said = {},
  headers: Record<string, string> = {},
): Stripe.errors.StripeError {
  const raw = { type: 'invalid_request_error', message: 'No.', ...said, statusCode, headers }
  // The SDK builds its errors from what came over the wire, which its type cannot say.
  return Stripe.errors.StripeError.generate(raw as unknown as Raw & { type: 'invalid_request_error' })
}

const cutOff = new Stripe.errors.StripeConnectionError({ message: 'socket hang up' } as Raw)

describe('a failed call to Stripe', () => {
  it.each([
    ['a dropped connection', cutOff, 'unknown'],
    ['a 500', answered(500, { type: 'api_error' }), 'unknown'],
    ['a 502', answered(502, { type: 'api_error' }), 'unknown'],
    ['a 503', answered(503, { type: 'api_error' }), 'unknown'],
    ['a 504', answered(504, { type: 'api_error' }), 'unknown'],
    ['a 424', answered(424, { type: 'api_error' }), 'unknown'],
    ['a 429', answered(429, { code: 'rate_limit' }), 'retry_later'],
    ['too many calls, told as a 400', answered(400, { code: 'rate_limit' }), 'retry_later'],
    ['a locked object', answered(429, { code: 'lock_timeout' }), 'retry_later'],
    ['a key in use', answered(409, { code: 'idempotency_key_in_use' }), 'retry_later'],
    ['a decline', answered(402, { type: 'card_error', code: 'card_declined' }), 'declined'],
    ['a decline of a wallet', answered(402, { type: 'invalid_request_error' }), 'declined'],
    ['a wrong parameter', answered(400, { code: 'parameter_invalid' }), 'refused'],
    ['a wrong state', answered(400, { code: 'payment_intent_unexpected_state' }), 'refused'],
    ['a missing object', answered(404, { code: 'resource_missing' }), 'refused'],
    ['a wrong key', answered(401), 'misused'],
    ['a key without the right', answered(403), 'misused'],
    ['a key used with another body', answered(400, { type: 'idempotency_error' }), 'misused'],
  ] as const)('with %s is %s', async (_what, error, kind) => {
    expect(classOf(error)).toBe(kind)
    const thrown: unknown = await callStripe(() => Promise.reject(error)).catch((caught: unknown) => caught)
    expect(classOf(thrown)).toBe(kind)
    const code =
      kind === 'unknown' || kind === 'retry_later' ? 'payment_provider_unavailable' : 'payment_provider_refused'
    expect(thrown).toMatchObject({ code, cause: error })
  })

  it('is none when it is not Stripe’s at all, and then it is passed on as it is', async () => {
    const bug = new TypeError('undefined is not a function')
    expect([classOf(bug), classOf(new AppError('not_found', 'No.')), classOf(null)]).toEqual([null, null, null])
    await expect(callStripe(() => Promise.reject(bug))).rejects.toBe(bug)
  })

  it('gives Stripe’s own words, and says so when there are none', () => {
    expect(wordsOf(answered(402, { type: 'card_error', code: 'card_declined', message: 'Amazon said no.' }))).toEqual({
      errorCode: 'card_declined',
      errorMessage: 'Amazon said no.',
    })
    const declined = { type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds' }
    expect(wordsOf(answered(402, declined))).toEqual({ errorCode: 'insufficient_funds', errorMessage: 'No.' })
    expect(wordsOf(new Error('x'))).toEqual({ errorCode: null, errorMessage: 'Stripe gave no reason.' })
  })
})

describe('a stored failure', () => {
  const replayed = { 'idempotent-replayed': 'true' }
  it('is a 5xx that Stripe repeats, and nothing else', () => {
    expect(isStoredFailure(answered(500, { type: 'api_error' }, replayed))).toBe(true)
    expect(isStoredFailure(answered(500, { type: 'api_error' }))).toBe(false)
    expect(isStoredFailure(answered(402, { type: 'card_error' }, replayed))).toBe(false)
    expect(isStoredFailure(answered(400, {}, replayed))).toBe(false)
    expect(isStoredFailure(cutOff)).toBe(false)
    expect(isStoredFailure(new Error('500'))).toBe(false)
  })
})

describe('a missing object', () => {
  it('is told from a missing customer, and from any other refusal', () => {
    const gone = answered(404, { code: 'resource_missing', param: 'intent' })
    const customer = answered(400, { code: 'resource_missing', param: 'customer' })
    expect([isMissing(gone), isMissing(customer), isMissing(answered(400))]).toEqual([true, false, false])
    expect([isMissingCustomer(gone), isMissingCustomer(customer)]).toEqual([false, true])
  })
})
