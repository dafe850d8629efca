import type Stripe from 'stripe'
import type { Call } from '../wire/call'
import { StripeError, noSuch } from '../wire/errors'
import { beside, filled, hash, integer, missing, type Read, text } from '../wire/parameters'
import type { World } from '../world'
import { type TestCard, fingerprintOf, testCardByName, testCardByNumber } from './test-cards'

const cardParams = beside(['networks'], {
  cvc: text(),
  exp_month: integer(),
  exp_year: integer(),
  number: filled(),
  token: filled(),
})
type Given = Read<typeof cardParams>
type Card = Stripe.PaymentMethod.Card

/** `card` of a new method (docs.stripe.com/api/payment_methods/create). */
export const cardParam = hash(cardParams)

/**
 * A card as it is stored: last four digits and fingerprint, never the number.
 * @throws StripeError 402 with Stripe's codes when the number or the date will not do (docs.stripe.com/testing), and
 * when a server sends a number at all, unless the setting `rawCards` allows it.
 */
export function newCard(call: Call, given: Given | undefined): Card {
  if (!given) throw missing('card')
  if (given.token !== undefined) return cardOfToken(call.world, given.token)
  const { number, exp_month: month, exp_year: year, cvc } = given
  if (number === undefined) throw missing('card[number]')
  if (month === undefined) throw missing('card[exp_month]')
  if (year === undefined) throw missing('card[exp_year]')
  if (call.key === 'secret' && call.world.settings.rawCards === 'browser_only') throw rawNumber()
  const test = knownNumber(number.replaceAll(/[\s-]/g, ''))
  checkExpiry(call.world, { month, year: fullYear(year) })
  if (cvc !== undefined) checkCvc(test, cvc)
  return cardOf(test, { month, year: fullYear(year), cvc: cvc !== undefined })
}

/** The card behind `pm_card_visa` and the like; undefined for any other id. */
export function readyMadeCard(world: World, id: string): Card | undefined {
  const test = testCardByName(id)
  if (!test) return undefined
  const { year } = today(world)
  return cardOf(test, { month: 12, year: year + 3, cvc: true })
}

/** `tok_visa` names the same card as `pm_card_visa`; a token that was made of a card can be used once. */
function cardOfToken(world: World, token: string): Card {
  const made = world.store.get('tokens', token)
  const kept = world.store.get('token_cards', token)
  if (made && kept) {
    if (made.used) throw usedToken(token)
    world.store.put('tokens', token, { ...made, used: true })
    return kept.card
  }
  const card = readyMadeCard(world, token.replace(/^tok_/, 'pm_card_'))
  if (card && token.startsWith('tok_')) return card
  throw noSuch('token', token, { param: 'card[token]' })
}

/** Recorded from Stripe. */
function usedToken(token: string): StripeError {
  const message = `You cannot use a Stripe token more than once: ${token}.`
  return new StripeError(400, { code: 'token_already_used', message })
}

function knownNumber(number: string): TestCard {
  if (!/^\d{12,19}$/.test(number)) {
    throw cardError({
      code: 'invalid_number',
      message: 'The card number is not a valid credit card number.',
      param: 'number',
    })
  }
  if (!passesLuhn(number)) {
    throw cardError({ code: 'incorrect_number', message: 'Your card number is incorrect.', param: 'number' })
  }
  const test = testCardByNumber(number)
  if (test) return test
  const message =
    'Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, ' +
    'visit: https://stripe.com/docs/testing.'
  throw cardError({ code: 'card_declined', decline_code: 'test_mode_live_card', message })
}

/** The last digit checks the others (ISO/IEC 7812-1). */
function passesLuhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** Good until the end of its month; by the world's clock. */
function checkExpiry(world: World, { month, year }: { month: number; year: number }): void {
  const now = today(world)
  if (year < now.year || year > now.year + 50) {
    const message = "Your card's expiration year is invalid."
    throw cardError({ code: 'invalid_expiry_year', message, param: 'exp_year' })
  }
  if (month >= 1 && month <= 12 && (year > now.year || month >= now.month)) return
  const message = "Your card's expiration month is invalid."
  throw cardError({ code: 'invalid_expiry_month', message, param: 'exp_month' })
}

function checkCvc({ brand }: TestCard, cvc: string): void {
  if (brand === 'amex' ? /^\d{3,4}$/.test(cvc) : /^\d{3}$/.test(cvc)) return
  throw cardError({ code: 'invalid_cvc', message: "Your card's security code is invalid.", param: 'cvc' })
}

function fullYear(year: number): number {
  return year >= 0 && year < 100 ? 2000 + year : year
}

function today(world: World): { year: number; month: number } {
  const date = new Date(world.now() * 1000)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 }
}

function cardOf(test: TestCard, { month, year, cvc }: { month: number; year: number; cvc: boolean }): Card {
  return {
    brand: test.brand,
    checks: {
      address_line1_check: null,
      address_postal_code_check: null,
      cvc_check: cvc ? 'unchecked' : null,
    },
    country: test.country,
    display_brand: test.displayBrand,
    exp_month: month,
    exp_year: year,
    fingerprint: fingerprintOf(test),
    funding: test.funding,
    generated_from: null,
    last4: test.number.slice(-4),
    networks: { available: [test.brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  }
}

function cardError(fields: { code: string; message: string; param?: string; decline_code?: string }): StripeError {
  return new StripeError(402, { type: 'card_error', ...fields })
}

function rawNumber(): StripeError {
  const message =
    'Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map ' +
    'to the test card you are using, see https://stripe.com/docs/testing. To enable raw card data APIs in test mode, see ' +
    'https://support.stripe.com/questions/enabling-access-to-raw-card-data-apis.'
  return new StripeError(402, { message })
}
