/** A try to charge somebody who is away that was declined. */
export type FailedTry = {
  /** Stripe's decline code, or its error code where there is none; null when it gave neither. */
  code: string | null
  /** Stripe's advice on what to do, where the issuer gave some (https://docs.stripe.com/declines/card#retrying-issuer-declines). */
  advice: string | null
  /** How many further tries there were before it. */
  triesBefore: number
  at: Date
}

/**
 * When the next try is made: `hours` has the wait after the first decline, after the second, and so on. Null when they are
 * used up, or when asking again would change nothing. A code nobody knows counts as one that may pass later.
 */
export function nextTryAfter({ code, advice, triesBefore, at }: FailedTry, hours: readonly number[]): Date | null {
  const wait = hours[triesBefore]
  if (wait === undefined || !mayPassLater(code, advice)) return null
  return new Date(at.getTime() + wait * 3_600_000)
}

/** Whether the same method may be charged with success later, without its owner doing anything. */
export function mayPassLater(code: string | null, advice: string | null): boolean {
  if (advice !== null && HOPELESS_ADVICE.has(advice)) return false
  return code === null || !HOPELESS_CODES.has(code)
}

// Don't try again, or only with other details: https://docs.stripe.com/declines/card#retrying-issuer-declines.
const HOPELESS_ADVICE = new Set(['do_not_try_again', 'confirm_card_data'])

// After which only the customer can go on (https://docs.stripe.com/declines/codes, https://docs.stripe.com/error-codes). Most
// are told of cards, and the wallet may hand its card's answer on.
const HOPELESS_CODES = new Set([
  ...['lost_card', 'stolen_card', 'pickup_card', 'restricted_card', 'fraudulent', 'merchant_blacklist'],
  ...['expired_card', 'expired_payment_method', 'invalid_account', 'new_account_information_available'],
  ...['revocation_of_authorization', 'revocation_of_all_authorizations', 'stop_payment_order', 'security_violation'],
  ...[
    'card_not_supported',
    'currency_not_supported',
    'transaction_not_allowed',
    'service_not_allowed',
    'not_permitted',
  ],
  ...['incorrect_number', 'invalid_number', 'incorrect_cvc', 'invalid_cvc', 'incorrect_zip', 'incorrect_address'],
  ...['invalid_expiry_month', 'invalid_expiry_year', 'incorrect_pin', 'invalid_pin', 'pin_try_exceeded'],
  ...['authentication_required', 'authentication_not_handled', 'payment_intent_action_required'],
  ...['payment_intent_authentication_failure', 'payment_intent_mandate_invalid', 'payment_method_customer_decline'],
  ...['invalid_amount', 'testmode_decline'],
])

type Tried = {
  /** When the shop tries again itself. */
  recovery: { nextTryAt: Date | null } | null
  /** The invoice that it pays: Stripe tries that again. */
  invoice: { status: string | null; nextAttemptAt: Date | null } | null
}

/** When a declined payment is tried again by itself, whoever does that; null when nobody does. */
export function nextTryOf({ recovery, invoice }: Tried): Date | null {
  return invoice?.status === 'open' ? invoice.nextAttemptAt : (recovery?.nextTryAt ?? null)
}
