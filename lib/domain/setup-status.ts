/** A SetupIntent's statuses, in Stripe's words: https://docs.stripe.com/payments/setup-intents. */
export const SETUP_INTENT_STATUSES = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'succeeded',
  'canceled',
] as const
export type SetupIntentStatus = (typeof SETUP_INTENT_STATUSES)[number]

/** Statuses a SetupIntent never leaves. */
export const SETTLED_SETUPS = ['succeeded', 'canceled'] as const satisfies SetupIntentStatus[]

/** How long a customer has to approve after the redirect to Amazon began, in seconds (https://docs.stripe.com/payments/amazon-pay/accept-a-payment, "Failed payments"). */
export const REDIRECT_SECONDS = 600

/** A setup nobody is working on any more is cancelled after this many seconds. */
export const ABANDONED_AFTER_SECONDS = 24 * 3600

export const SETUP_STATES = [
  'starting',
  'ready',
  'confirming',
  'saved',
  'declined',
  'expired',
  'canceled',
  'disconnected',
] as const
/** What a customer can be told about one try at saving. */
export type SetupState = (typeof SETUP_STATES)[number]

export type SetupFacts = {
  /** Null while Stripe has not answered the create. */
  status: SetupIntentStatus | null
  failed: boolean
  failedAt: Date | null
  redirectExpiresAt: Date | null
  errorCode: string | null
  /** Whether a payment method that belongs to the customer came out of it. */
  hasPaymentMethod: boolean
}

/** What one try at saving has come to. Follows Stripe's status alone; the error code only picks between two sentences. */
export function setupState(setup: SetupFacts): SetupState {
  switch (setup.status) {
    case null:
      return 'starting'
    case 'requires_payment_method':
    case 'requires_confirmation':
      return setup.failed ? howItFailed(setup) : 'ready'
    case 'requires_action':
    case 'processing':
      return 'confirming'
    case 'succeeded':
      return setup.hasPaymentMethod ? 'saved' : 'disconnected'
    case 'canceled':
      return setup.failed ? howItFailed(setup) : 'canceled'
  }
}

/** States that polling cannot change any more, at least not without the customer doing something. */
export function isOver(state: SetupState): boolean {
  return state !== 'starting' && state !== 'confirming'
}

// Which code Stripe sends for Amazon Pay when the window closes is not documented, so time decides: a failure we learn of
// after the window has closed can truthfully be called expired. Where Stripe does send its "expired" code, we know sooner.
function howItFailed({ errorCode, failedAt, redirectExpiresAt }: SetupFacts): 'declined' | 'expired' {
  if (errorCode === 'setup_intent_setup_attempt_expired') return 'expired'
  return failedAt !== null && redirectExpiresAt !== null && failedAt >= redirectExpiresAt ? 'expired' : 'declined'
}

/**
 * Seconds until the sweep reads a live setup again: one minute at first, doubling up to an hour. While the customer can be
 * expected to be at Amazon, it stays at one.
 */
export function sweepDelaySeconds(timesRead: number, status: SetupIntentStatus | null): number {
  if (status === 'requires_action' && timesRead < 15) return 60
  return Math.min(60 * 2 ** Math.min(timesRead, 10), 3600)
}
