import 'server-only'
import type { ProblemDto } from '@/lib/contracts/problem'
import { AppError, type ErrorCode } from '@/lib/domain/errors'
import { isDatabaseDown } from '../database-errors'
import { causesOf, log } from '../logger'

/** Deciding a status is part of adding a code: a missing one does not compile. */
const STATUS: Record<ErrorCode, number> = {
  malformed_request: 400,
  ambiguous_credentials: 400,
  idempotency_key_missing: 400,
  invalid_signature: 400,
  unauthenticated: 401,
  wrong_credentials: 401,
  forbidden: 403,
  foreign_origin: 403,
  not_found: 404,
  email_taken: 409,
  email_unverified: 409,
  link_ended: 409,
  notice_changed: 409,
  idempotency_key_reused: 409,
  setup_ended: 409,
  amazon_pay_unavailable: 409,
  mandate_missing: 409,
  wrong_stripe_account: 409,
  order_paid: 409,
  order_charged_elsewhere: 409,
  payment_in_progress: 409,
  payment_changing: 409,
  hold_ended: 409,
  not_capturable: 409,
  not_cancelable: 409,
  not_refundable: 409,
  refund_too_large: 409,
  refund_too_late: 409,
  product_unavailable: 409,
  method_unavailable: 409,
  address_unknown: 409,
  confirmation_wrong: 409,
  file_started_before: 409,
  batch_ended: 409,
  subscription_exists: 409,
  subscription_changing: 409,
  subscription_not_changeable: 409,
  method_needed: 409,
  plan_changed: 409,
  invoice_ended: 409,
  payload_too_large: 413,
  file_too_large: 413,
  unsupported_media_type: 415,
  validation_failed: 422,
  currency_unavailable: 422,
  amount_too_small: 422,
  amount_too_large: 422,
  file_unreadable: 422,
  file_columns_wrong: 422,
  file_without_lines: 422,
  too_many_lines: 422,
  too_many_requests: 429,
  internal_error: 500,
  payment_provider_refused: 502,
  payment_provider_unavailable: 503,
  database_unavailable: 503,
}

const TITLE: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
}

/** What a failure is to whoever asked. Only an AppError says anything specific; the rest is logged with its stack. */
export function asAppError(error: unknown, requestId: string): AppError {
  if (error instanceof AppError) {
    if (STATUS[error.code] >= 500)
      log.error({ requestId, code: error.code, cause: causesOf(error.cause) }, 'request.failed')
    return error
  }
  log.error(
    { requestId, stack: error instanceof Error ? error.stack : String(error), cause: causesOf(error) },
    'request.crashed',
  )
  if (isDatabaseDown(error))
    return new AppError('database_unavailable', 'Something is down on our side.', {
      cause: error,
      retryAfterSeconds: 5,
    })
  return new AppError('internal_error', 'Something went wrong on our side.', { cause: error })
}

/** Renders a failure as an RFC 9457 problem document. */
export function problem({ code, message, issues, retryAfterSeconds }: AppError, requestId: string): Response {
  const status = STATUS[code]
  const body: ProblemDto = {
    type: 'about:blank',
    title: TITLE[status] ?? 'Error',
    status,
    code,
    detail: message,
    requestId,
    ...(issues.length > 0 && { issues }),
  }
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds))
  return new Response(JSON.stringify(body), { status, headers })
}
