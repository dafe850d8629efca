/** Every way in which a request of ours can fail, named once. Its HTTP status is decided in lib/server/http/problem.ts. */
export const ERROR_CODES = [
  'malformed_request',
  'payload_too_large',
  'unsupported_media_type',
  'validation_failed',
  'ambiguous_credentials',
  'unauthenticated',
  'wrong_credentials',
  'forbidden',
  'foreign_origin',
  'not_found',
  'email_taken',
  'email_unverified',
  'link_ended',
  'notice_changed',
  'idempotency_key_reused',
  'setup_ended',
  'amazon_pay_unavailable',
  'mandate_missing',
  'idempotency_key_missing',
  'currency_unavailable',
  'amount_too_small',
  'order_paid',
  'order_charged_elsewhere',
  'payment_in_progress',
  'payment_changing',
  'hold_ended',
  'not_capturable',
  'not_cancelable',
  'not_refundable',
  'refund_too_large',
  'refund_too_late',
  'amount_too_large',
  'product_unavailable',
  'method_unavailable',
  'address_unknown',
  'file_too_large',
  'file_unreadable',
  'file_columns_wrong',
  'file_without_lines',
  'too_many_lines',
  'confirmation_wrong',
  'file_started_before',
  'batch_ended',
  'subscription_exists',
  'subscription_changing',
  'subscription_not_changeable',
  'method_needed',
  'plan_changed',
  'invoice_ended',
  'too_many_requests',
  'invalid_signature',
  'wrong_stripe_account',
  'payment_provider_refused',
  'payment_provider_unavailable',
  'database_unavailable',
  'internal_error',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

export type Issue = { path: string; message: string }

type Options = { cause?: unknown; issues?: Issue[]; retryAfterSeconds?: number }

/** A failure we foresaw. `message` is a sentence for the person who reads it; anything else thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly issues: Issue[]
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, message: string, { cause, issues = [], retryAfterSeconds }: Options = {}) {
    super(message, { cause })
    this.name = 'AppError'
    this.code = code
    this.issues = issues
    this.retryAfterSeconds = retryAfterSeconds
  }
}
