/** Members of Stripe's `error` object; absent ones are left out (docs.stripe.com/api/errors). */
export type ErrorFields = {
  type?: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'
  code?: string
  message: string
  param?: string
  decline_code?: string
  setup_intent?: object | undefined
  payment_intent?: object | undefined
  payment_method?: object | undefined
  charge?: string
}

/**
 * Becomes Stripe's envelope with `status`. Thrown anywhere below the API it undoes the request; returned by a route, as
 * for a declined payment, what the request did stays.
 */
export class StripeError extends Error {
  readonly status: number
  readonly fields: ErrorFields
  /** Failed validation leaves an idempotency key free; anything later is saved and replayed. */
  readonly validation: boolean
  /** What the answer's headers say besides. */
  readonly headers: { [name: string]: string } = {}

  constructor(status: number, fields: ErrorFields, validation = false) {
    super(fields.message)
    this.status = status
    this.fields = fields
    this.validation = validation
  }

  /** The JSON body, with the link to the documentation that Stripe derives from the code. */
  envelope(requestLogUrl: string, isV2 = false): { error: object } {
    if (isV2) return { error: { ...v2Fields(this), request_log_url: requestLogUrl } }
    const { code, type = 'invalid_request_error', ...rest } = this.fields
    return {
      error: { ...(code && { code, doc_url: docUrl(code) }), ...rest, request_log_url: requestLogUrl, type },
    }
  }
}

/** What an error of the v2 namespace says: a code of its own, and a type only where it is a special one. */
function v2Fields({ status, fields }: StripeError): object {
  const { code, type, message } = fields
  const isPlain = type === undefined || type === 'invalid_request_error'
  const isOurs = code === 'sandbox_not_imitated'
  if (status === 404 && !isOurs) return { code: 'not_found', message }
  if (status === 400 && isPlain && !isOurs) return { code: 'invalid_fields', message }
  return { ...(code && { code }), message, ...(!isPlain && { type }) }
}

export function docUrl(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`
}

/** A request that never began to execute: 400, and an idempotency key stays unused. */
export function invalid(message: string, more: { code?: string; param?: string } = {}): StripeError {
  return new StripeError(400, { message, ...more }, true)
}

/** Names as written, `a[b]`. */
export function unknownParameters(names: [string, ...string[]]): StripeError {
  const message = `Received unknown parameter${names.length > 1 ? 's' : ''}: ${names.join(', ')}`
  return invalid(message, { code: 'parameter_unknown', param: names[0] })
}

/** Too many requests; `reason` says of which kind (docs.stripe.com/rate-limits). */
export function rateLimited(reason: string): StripeError {
  const message =
    'Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.'
  const error = new StripeError(429, { code: 'rate_limit', message }, true)
  error.headers['Stripe-Rate-Limited-Reason'] = reason
  return error
}

/** An id in the path: 404. In the body or query: 400. `noun` is Stripe's word in this very sentence. */
export function noSuch(noun: string, id: string, where: { param: string; path?: boolean }): StripeError {
  const fields = { code: 'resource_missing', message: `No such ${noun}: '${id}'`, param: where.param }
  return new StripeError(where.path ? 404 : 400, fields)
}

export function unrecognizedUrl(method: string, path: string): StripeError {
  const message =
    `Unrecognized request URL (${method}: ${path}). If you are trying to list objects, remove the trailing slash. ` +
    'If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code. ' +
    'Please see https://stripe.com/docs or we can help at https://support.stripe.com/.'
  return new StripeError(404, { message })
}

/** Stripe takes this; the sandbox does not yet, and says so rather than ignoring it. */
export function notImitated(what: string, param: string): StripeError {
  return new StripeError(
    400,
    { code: 'sandbox_not_imitated', message: `The sandbox does not imitate ${what}.`, param },
    true,
  )
}
