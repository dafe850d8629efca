/** One cause of trouble as a customer meets it, with the codes that Stripe has for it. */
export type Cause = {
  /** Whether money moved: still, moved, or unsure as long as nobody has looked. */
  money: 'still' | 'moved' | 'unsure'
  /** Whether something was to be saved as well. */
  isSaving?: true
  /** Why, for whoever uses Amazon Pay and for everybody we know nothing of. */
  text: string
  /** Why, for somebody who pays by card. */
  card?: string
  next: string
  /** Where under docs.stripe.com these codes are explained; error-codes unless told. */
  page?: 'error-codes' | 'declines/codes'
  /** What each code means to the merchant's people. */
  codes: Record<string, string>
}

const RETRY = 'Try again, or choose another way to pay.'
const ANOTHER_WAY = 'Choose another way to pay.'
const LATER = 'Please try again in a few minutes.'
const NOTHING_TO_DO = 'There is nothing you have to do.'
const NOT_APPROVED_BY_BANK = 'Your bank didn’t approve this payment.'
const OUR_SIDE = 'Something went wrong on our side.'

/** What goes wrong with wallets, with requests and at Stripe (https://docs.stripe.com/error-codes). */
export const CAUSES: readonly Cause[] = [
  {
    money: 'still',
    text: 'This shop can’t take Amazon Pay in this currency.',
    card: 'This shop can’t take your card in this currency.',
    next: ANOTHER_WAY,
    codes: {
      payment_intent_invalid_currency:
        'The method is not available in this currency. Amazon Pay takes US dollars alone on US accounts, and twelve currencies elsewhere.',
      payment_method_currency_mismatch: 'The saved method belongs to another currency than the payment.',
    },
  },
  {
    money: 'still',
    text: 'Amazon Pay didn’t approve this payment.',
    card: NOT_APPROVED_BY_BANK,
    next: RETRY,
    codes: {
      payment_intent_payment_attempt_failed:
        'The customer or Amazon declined it. The method is detached, and the payment intent waits for another one.',
      payment_intent_authentication_failure:
        'The customer did not approve it when they were asked to. The payment intent waits for another method.',
      payment_method_provider_decline: 'Amazon Pay declined it and gave no reason. Another try may succeed.',
      payment_method_customer_decline: 'The customer declined it at Amazon.',
      payment_method_not_available: 'Amazon Pay can’t be reached or can’t be used for this payment at the moment.',
      payment_method_provider_timeout: 'Amazon Pay did not answer Stripe in time.',
      payment_intent_mandate_invalid:
        'The mandate no longer allows it. The customer has to approve Amazon Pay once more.',
    },
  },
  {
    money: 'still',
    text: 'The approval window closed.',
    next: RETRY,
    codes: {
      payment_intent_payment_attempt_expired:
        'The customer did not finish at Amazon within ten minutes. The method is detached, and the payment intent waits for another one.',
    },
  },
  {
    money: 'still',
    text: 'Your approval is needed for this payment.',
    card: 'Your bank asks for your approval.',
    next: 'Try again, and approve it when you are asked.',
    codes: {
      authentication_required:
        'The customer has to approve it, which nobody can do while they are away. Ask them to pay it themselves.',
      payment_intent_action_required: 'The customer has to approve it before it can go on.',
    },
  },
  {
    money: 'still',
    isSaving: true,
    text: 'Amazon Pay didn’t approve it.',
    card: 'Your bank didn’t approve it.',
    next: 'You can try again.',
    codes: {
      setup_attempt_failed: 'The customer or Amazon declined saving the method.',
      setup_intent_authentication_failure: 'The customer did not approve saving the method when they were asked to.',
      setup_intent_mandate_invalid: 'The mandate that came with it is not valid.',
    },
  },
  {
    money: 'still',
    isSaving: true,
    text: 'The approval window closed.',
    next: 'You can try again.',
    codes: { setup_intent_setup_attempt_expired: 'The customer did not finish at Amazon within ten minutes.' },
  },
  {
    money: 'still',
    isSaving: true,
    text: OUR_SIDE,
    next: LATER,
    codes: {
      setup_intent_unexpected_state: 'The setup intent had already ended, or has no method. Read it and start anew.',
      setup_intent_invalid_parameter: 'The setup intent was asked for with a parameter that it doesn’t take.',
    },
  },
  {
    money: 'still',
    text: OUR_SIDE,
    next: LATER,
    codes: {
      missing_required_parameter: 'A parameter that Stripe needs was not sent. Its own sentence names it.',
      parameter_missing: 'A parameter that Stripe needs was not sent. Its own sentence names it.',
      parameter_unknown: 'A parameter was sent that Stripe doesn’t know.',
      parameter_invalid_empty: 'A parameter was sent without a value.',
      parameter_invalid_integer: 'A parameter has to be a whole number and was not.',
      parameters_exclusive: 'Two parameters were sent of which only one may be.',
      payment_intent_invalid_parameter: 'The payment intent was asked for with a parameter that it doesn’t take.',
      payment_method_invalid_parameter: 'The payment method was asked for with a parameter that it doesn’t take.',
      payment_intent_redirect_confirmation_without_return_url:
        'The payment was confirmed without a return_url, which Amazon Pay needs to send the customer back.',
      payment_intent_unexpected_state:
        'The payment intent was in another state than the request needs. Read it and go on from there.',
      payment_intent_incompatible_payment_method: 'The method can’t be used with this payment intent.',
      payment_method_unexpected_state: 'The method has been used or detached, and can’t be used again.',
      payment_method_unactivated: 'The method is not switched on in the account’s settings.',
      resource_missing: 'Something it names doesn’t exist at Stripe: deleted, or of another account.',
      secret_key_required: 'It was asked for with a publishable key and needs the secret one.',
      api_key_expired: 'The secret key has expired. Take a new one from the Dashboard.',
      url_invalid: 'The return_url is no address that Stripe takes.',
      testmode_charges_only: 'The account can’t charge in live mode yet.',
      livemode_mismatch: 'Test mode and live mode were mixed.',
    },
  },
  {
    money: 'still',
    text: 'A payment of this amount can’t be taken.',
    next: ANOTHER_WAY,
    codes: {
      amount_too_small: 'The amount is below the smallest that Stripe charges in this currency.',
      amount_too_large: 'The amount is above the largest that Stripe charges, or above what is held or left.',
    },
  },
  {
    money: 'still',
    text: 'This shop is very busy right now.',
    next: LATER,
    codes: {
      rate_limit: 'Too many requests within a short time. The worker asks again by itself.',
      lock_timeout: 'Something else was being done with the same object. The worker asks again by itself.',
      payment_intent_rate_limit_exceeded: 'Too much was asked of this payment intent within a short time.',
    },
  },
  {
    money: 'still',
    text: 'The time to charge this is over, and what was reserved is released.',
    next: NOTHING_TO_DO,
    codes: {
      capture_charge_authorization_expired:
        'The hold has ended, so it can’t be captured any more. Ask for a new payment.',
      charge_expired_for_capture: 'The hold has ended, so it can’t be captured any more. Ask for a new payment.',
    },
  },
  {
    money: 'moved',
    text: OUR_SIDE,
    next: NOTHING_TO_DO,
    codes: {
      charge_already_captured: 'It is captured already.',
      charge_already_refunded: 'All of it is refunded already.',
      charge_disputed: 'It is disputed: the money is taken back that way, and can’t be refunded as well.',
      charge_not_refundable: 'It can’t be refunded, for instance because more than 90 days have passed.',
      refund_disputed_payment: 'It is disputed: the money is taken back that way, and can’t be refunded as well.',
    },
  },
  {
    money: 'unsure',
    text: OUR_SIDE,
    next: LATER,
    codes: {
      api_error: 'Something went wrong at Stripe. Whether it was done shows once it is read again.',
      idempotency_error: 'A key was used again with other details. The first request counts.',
      idempotency_key_in_use: 'The same request is still under way. Its outcome shows once it is read again.',
    },
  },
]
