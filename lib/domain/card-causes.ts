import type { Cause } from './error-causes'

const RETRY = 'Try again, or choose another way to pay.'
const ANOTHER_WAY = 'Choose another way to pay.'
const CHECK = 'Check what you typed, or choose another way to pay.'
const NOT_APPROVED = 'The payment wasn’t approved.'
const NOT_APPROVED_BY_BANK = 'Your bank didn’t approve this payment.'

/**
 * What goes wrong with cards (https://docs.stripe.com/declines/codes, https://docs.stripe.com/testing). A customer is never
 * told that a card is lost, stolen or suspected.
 */
export const CARD_CAUSES: readonly Cause[] = [
  {
    money: 'still',
    text: NOT_APPROVED,
    card: NOT_APPROVED_BY_BANK,
    next: RETRY,
    page: 'declines/codes',
    codes: {
      generic_decline: 'The bank declined it and gave no reason. The customer has to ask their bank, or pay otherwise.',
      call_issuer: 'The bank declined it and wants its customer to call.',
      do_not_honor: 'The bank declined it and gave no reason. The customer has to ask their bank, or pay otherwise.',
      lost_card: 'The card is reported lost. Don’t tell the customer so.',
      stolen_card: 'The card is reported stolen. Don’t tell the customer so.',
      pickup_card: 'The bank wants the card back. It may be lost or stolen; don’t tell the customer so.',
      fraudulent: 'Stripe suspects fraud. Don’t tell the customer so.',
      card_velocity_exceeded: 'The card has been used too often or for too much within a short time.',
      withdrawal_count_limit_exceeded: 'The card’s limit is used up.',
      card_not_supported: 'The card doesn’t take this kind of purchase.',
      transaction_not_allowed: 'The bank doesn’t allow this kind of purchase.',
      try_again_later: 'The bank declined it for an unknown reason. Another try may succeed.',
    },
  },
  {
    money: 'still',
    text: NOT_APPROVED,
    card: NOT_APPROVED_BY_BANK,
    next: RETRY,
    codes: {
      processing_error: 'An error occurred while the card was processed. Another try may succeed.',
      card_declined: 'The bank declined it. Stripe’s decline code, if there is one, says more.',
      card_decline_rate_limit_exceeded: 'The card was declined too often and is blocked for a day.',
    },
  },
  {
    money: 'still',
    text: NOT_APPROVED,
    card: 'There isn’t enough money on your card.',
    next: RETRY,
    page: 'declines/codes',
    codes: { insufficient_funds: 'There is not enough money in the account. A later try may succeed.' },
  },
  {
    money: 'still',
    text: NOT_APPROVED,
    card: 'Your card has expired.',
    next: ANOTHER_WAY,
    codes: {
      expired_card: 'The card has expired. The customer has to use another one.',
      expired_payment_method: 'The saved method has expired. The customer has to save another one.',
    },
  },
  {
    money: 'still',
    text: NOT_APPROVED,
    card: 'The security code on your card isn’t right.',
    next: CHECK,
    codes: {
      incorrect_cvc: 'The security code is wrong.',
      invalid_cvc: 'The security code is no security code.',
    },
  },
  {
    money: 'still',
    text: NOT_APPROVED,
    card: 'Your card’s number isn’t right.',
    next: CHECK,
    codes: {
      incorrect_number: 'The card number is wrong.',
      invalid_number: 'The card number is no card number.',
    },
  },
  {
    money: 'still',
    text: NOT_APPROVED,
    card: 'Your card’s expiry date or address isn’t right.',
    next: CHECK,
    codes: {
      invalid_expiry_month: 'The expiry month is no month, or is over.',
      invalid_expiry_year: 'The expiry year is no year, or is over.',
      incorrect_zip: 'The postal code is not the one the bank has.',
      incorrect_address: 'The address is not the one the bank has.',
    },
  },
]
