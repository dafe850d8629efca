import { createHash } from 'node:crypto'
import type Stripe from 'stripe'
import type { Decline } from '../payment-settings'

/** What a test number does besides being a card; nothing of it for an ordinary one. */
export type CardBehaviour = {
  /** Every charge is declined; attaching it to a customer too, unless `attaches`. */
  decline?: Decline
  attaches?: true
  /** The bank asks its customer: always, or off-session only while the card was not set up for that. */
  authenticate?: 'always' | 'unless_set_up' | 'on_session'
  /** A charge that succeeds is contested, for this reason. */
  dispute?: 'fraudulent' | 'product_not_received'
  /** A refund starts as succeeded and fails later, or starts as pending and succeeds later. */
  refund?: 'fails_later' | 'pending_first'
}

export type TestCard = {
  number: string
  /** As in `payment_method.card`. */
  brand: string
  displayBrand: string
  funding: 'credit' | 'debit' | 'prepaid'
  country: string
  /** Ready-made ids: each use makes a new method with this number. */
  names: readonly string[]
  behaviour: CardBehaviour
}

const MASTERCARD = { brand: 'mastercard', displayBrand: 'mastercard' }
const AMEX = { brand: 'amex', displayBrand: 'american_express' }

/** docs.stripe.com/testing. Any other number is no test card, and is declined. */
const TEST_CARDS: readonly TestCard[] = [
  visa('4242424242424242', ['pm_card_visa', 'pm_card_us']),
  { ...visa('4000056655665556', ['pm_card_visa_debit']), funding: 'debit' },
  { ...visa('5555555555554444', ['pm_card_mastercard']), ...MASTERCARD },
  { ...visa('2223003122003222', []), ...MASTERCARD },
  { ...visa('5200828282828210', ['pm_card_mastercard_debit']), ...MASTERCARD, funding: 'debit' },
  { ...visa('5105105105105100', ['pm_card_mastercard_prepaid']), ...MASTERCARD, funding: 'prepaid' },
  { ...visa('378282246310005', ['pm_card_amex']), ...AMEX },
  { ...visa('371449635398431', []), ...AMEX },
  { ...visa('6011111111111117', ['pm_card_discover']), brand: 'discover', displayBrand: 'discover' },
  { ...visa('3056930009020004', ['pm_card_diners']), brand: 'diners', displayBrand: 'diners_club' },
  { ...visa('3566002020360505', ['pm_card_jcb']), brand: 'jcb', displayBrand: 'jcb' },
  { ...visa('6200000000000005', ['pm_card_unionpay']), brand: 'unionpay', displayBrand: 'union_pay' },
  declining('4000000000000002', '', { declineCode: 'generic_decline' }),
  declining('4000000000009995', 'InsufficientFunds', {
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
  }),
  declining('4000000000009987', 'LostCard', { declineCode: 'lost_card' }),
  declining('4000000000009979', 'StolenCard', { declineCode: 'stolen_card' }),
  declining('4000000000000069', 'ExpiredCard', {
    code: 'expired_card',
    declineCode: 'expired_card',
    message: 'Your card has expired.',
  }),
  declining('4000000000000127', 'IncorrectCvc', {
    code: 'incorrect_cvc',
    declineCode: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
  }),
  declining('4000000000000119', 'ProcessingError', {
    code: 'processing_error',
    declineCode: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
  }),
  visa('4000000000000341', ['pm_card_chargeCustomerFail'], { decline: cardDecline({}), attaches: true }),
  visa('4000002500003155', ['pm_card_authenticationRequiredOnSetup'], { authenticate: 'unless_set_up' }),
  visa('4000003800000446', ['pm_card_authenticationRequiredSetupForOffSession'], { authenticate: 'on_session' }),
  visa('4000002760003184', ['pm_card_authenticationRequired'], { authenticate: 'always' }),
  visa('4000000000003220', ['pm_card_threeDSecure2Required'], { authenticate: 'always' }),
  visa('4000008260003178', ['pm_card_authenticationRequiredChargeDeclinedInsufficientFunds'], {
    authenticate: 'always',
    decline: cardDecline({ declineCode: 'insufficient_funds', message: 'Your card has insufficient funds.' }),
    attaches: true,
  }),
  visa('4000000000000259', ['pm_card_createDispute'], { dispute: 'fraudulent' }),
  visa('4000000000002685', ['pm_card_createDisputeProductNotReceived'], { dispute: 'product_not_received' }),
  visa('4000000000007726', ['pm_card_pendingRefund'], { refund: 'pending_first' }),
  visa('4000000000005126', ['pm_card_refundFail'], { refund: 'fails_later' }),
]

const BY_NUMBER = new Map(TEST_CARDS.map((card) => [card.number, card]))
const BY_NAME = new Map(TEST_CARDS.flatMap((card) => card.names.map((name) => [name, card] as const)))
const BY_FINGERPRINT = new Map(TEST_CARDS.map((card) => [fingerprintOf(card), card]))

/** What the method's number does; empty for methods that are no cards. */
export function behaviourOf(method: Readonly<Stripe.PaymentMethod>): CardBehaviour {
  return BY_FINGERPRINT.get(method.card?.fingerprint ?? '')?.behaviour ?? {}
}

export function testCardByNumber(number: string): TestCard | undefined {
  return BY_NUMBER.get(number)
}

/** The card behind `pm_card_visa` and the like. */
export function testCardByName(id: string): TestCard | undefined {
  return BY_NAME.get(id)
}

/** The same for every method with this number, as Stripe's; the number itself is kept nowhere. */
export function fingerprintOf({ number }: TestCard): string {
  const digest = createHash('sha256').update(`card:${number}`).digest('base64')
  return digest.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 16)
}

function visa(number: string, names: readonly string[], behaviour: CardBehaviour = {}): TestCard {
  return { number, brand: 'visa', displayBrand: 'visa', funding: 'credit', country: 'US', names, behaviour }
}

/** Its ready-made ids end in the reason, with the brand in them or without. */
function declining(number: string, reason: string, decline: Partial<Decline>): TestCard {
  const names = [`pm_card_chargeDeclined${reason}`, `pm_card_visa_chargeDeclined${reason}`]
  return visa(number, names, { decline: cardDecline(decline) })
}

function cardDecline(decline: Partial<Decline>): Decline {
  return {
    type: 'card_error',
    code: 'card_declined',
    declineCode: 'generic_decline',
    message: 'Your card was declined.',
    ...decline,
  }
}
