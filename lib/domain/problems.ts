import type { ErrorCode } from './errors'

/**
 * What a form says when it came back with `?problem=<code>`. The list is closed: any other value shows nothing, so a link
 * cannot put words into our mouth.
 */
const PROBLEMS: Partial<Record<ErrorCode, string>> = {
  validation_failed: 'Some fields are missing or wrong. Please check them and try again.',
  malformed_request: 'That form could not be read. Please try again.',
  wrong_credentials: 'That e-mail and password don’t match an account.',
  email_taken: 'An account with this e-mail exists already. Sign in instead.',
  email_unverified: 'Nothing was added yet. Confirm your e-mail first: the link is in the mail we sent you.',
  link_ended: 'This link has expired or has been used. You can have another one sent.',
  unauthenticated: 'Please sign in to continue.',
  forbidden: 'Your account can’t open that page.',
  foreign_origin: 'That form was sent from somewhere else, so we ignored it. Please try again from here.',
  notice_changed:
    'Nothing was saved. The words you would agree to have changed since you opened this page. Please read the new ones.',
  idempotency_key_reused:
    'Nothing new was done. This form was sent before, with other choices: look at what came of it before you go on.',
  setup_ended: 'This try has already ended. You can start again.',
  amazon_pay_unavailable: 'Nothing was saved. This shop can’t offer Amazon Pay at the moment.',
  mandate_missing: 'Nothing was charged. This customer has no saved Amazon Pay that may be charged while they’re away.',
  idempotency_key_missing: 'Nothing was charged. That form was incomplete. Please try again.',
  currency_unavailable: 'Nothing was charged. Amazon Pay can’t be charged in this currency by this shop.',
  amount_too_small: 'Nothing was charged. The amount is below the smallest one that can be charged.',
  order_paid: 'Nothing was charged again. This order has been paid already.',
  order_charged_elsewhere: 'Nothing was charged. This order is charged by the shop, so there is nothing to pay here.',
  payment_in_progress: 'Nothing was charged a second time. This payment is under way already.',
  payment_changing:
    'Nothing was done. Something else is being done with this payment right now. Look again in a moment.',
  hold_ended: 'Nothing was charged. The hold has ended, so it can’t be captured any more. Ask for a new payment.',
  not_capturable: 'Nothing was done. There is nothing held that could be captured.',
  not_cancelable: 'Nothing was done. This payment can’t be cancelled any more.',
  not_refundable: 'Nothing was refunded. There is nothing left of this payment that could be given back.',
  refund_too_large: 'Nothing was refunded. That is more than what is left of this payment.',
  refund_too_late: 'Nothing was refunded. Amazon Pay takes refunds for 90 days only.',
  amount_too_large: 'Nothing was charged. That is more than can be charged here.',
  product_unavailable: 'Nothing was ordered. Something in it isn’t sold any more. Please choose again.',
  method_unavailable: 'Nothing was charged. This saved Amazon Pay can’t be used any more. Please pay another way.',
  address_unknown: 'Nothing was charged. Nothing was saved. Saving needs JavaScript in this shop.',
  file_unreadable:
    'Nothing was uploaded. That file could not be read. Save it as CSV in UTF-8, with the names of the columns in its first line.',
  file_columns_wrong:
    'Nothing was uploaded. The first line has to name the columns customer, amount, currency and description, each once, and no others but reference.',
  file_without_lines: 'Nothing was uploaded. There is no charge in that file.',
  too_many_lines: 'Nothing was uploaded. That file has more than 10,000 lines. Please make several of it.',
  file_too_large: 'Nothing was uploaded. That is more than 5 MB. Please make several files of it.',
  confirmation_wrong:
    'Nothing was started. What you typed is not what this list comes to. Read it again, and type its figures.',
  file_started_before:
    'Nothing was started. A list of the very same file was started before. Look at that one, and start this one only if it is meant.',
  batch_ended: 'Nothing was changed. This list has come to its end already, or was never started.',
  subscription_exists: 'Nothing was charged. You have this subscription already.',
  subscription_changing:
    'Nothing was changed. An earlier change of this subscription is still under way. Look again in a moment.',
  subscription_not_changeable: 'Nothing was changed. This subscription can’t be changed like that as it stands now.',
  plan_changed:
    'Nothing was charged. What this costs, or when, is not what your page showed. Please read it again below.',
  method_needed: 'Nothing was charged. A free trial needs a saved Amazon Pay. Save it first, then start the trial.',
  invoice_ended: 'Nothing was charged. This can’t be paid any more, because its subscription has ended.',
  not_found: 'That isn’t there, or not any more.',
  too_many_requests: 'That was a lot of tries in a short time. Please wait a while and try again.',
  payment_provider_refused: 'Nothing was saved. Nothing was charged. Something went wrong on our side.',
  payment_provider_unavailable:
    'Nothing was saved. Nothing was charged. We couldn’t reach our payment provider. Please try again.',
  wrong_stripe_account: 'Nothing was saved. Nothing was charged. Something went wrong on our side.',
  // What a request had begun before the database went away, or before it crashed, is not known here.
  database_unavailable: 'Something went wrong on our side. Look whether it is done before you try again.',
  internal_error: 'Something went wrong on our side. Look whether it is done before you try again.',
}

// Where money may have moved, nobody knows what became of a request that Stripe did not answer. The last one is no failure of
// a request of ours: what the customer ticked may or may not have arrived.
const PAYING: Record<string, string> = {
  payment_provider_unavailable:
    'We couldn’t reach our payment provider, so we’re not sure whether this went through. Look at how it stands now before you try again.',
  choice_unsure:
    'We’re not sure whether your choice about saving arrived; nothing is charged by it. Please check the box before you pay.',
}

/**
 * The sentence for a `?problem=` value, or undefined for one that is not ours. `paying`: on pages where something may have
 * been charged.
 */
export function problemSentence(code: string | undefined, { paying = false } = {}): string | undefined {
  if (code === undefined) return undefined
  if (paying && Object.hasOwn(PAYING, code)) return PAYING[code]
  return Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code as ErrorCode] : undefined
}
