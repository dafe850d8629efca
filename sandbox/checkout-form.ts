import { isEmailAddress } from './email-address'
import type { Read } from './wire/parameters'
import type { CheckoutPlan, Entered } from './resources/checkout-plan'
import type { methodData } from './resources/payment-method-params'

/** What the page sends. Card numbers go on to the new method and are kept nowhere. */
export type Submitted = {
  entered: Entered
  promotionCode: string
  cardNumber: string
  cardExpiry: string
  cardCvc: string
}
export type Problem = NonNullable<CheckoutPlan['problem']>

/** What the page has to know about its session to tell whether everything was filled in. */
export type Asked = { methods: string[]; email: string | null; takesCodes: boolean; requiresTerms: boolean }

/** The fields of a form as a browser posts it. */
export function readSubmitted(body: string): Submitted {
  const form = new URLSearchParams(body)
  const text = (name: string) => form.get(name)?.trim() ?? ''
  return {
    entered: {
      email: text('email') || null,
      name: text('billingName') || null,
      method: text('method') || null,
      agreesToTerms: form.has('termsOfService'),
    },
    promotionCode: text('promotionCode'),
    cardNumber: text('cardNumber'),
    cardExpiry: text('cardExpiry'),
    cardCvc: text('cardCvc'),
  }
}

/** The first thing that is missing, from the top of the page; null when nothing is. */
export function problemWith({ entered, promotionCode, ...card }: Submitted, asked: Asked): Problem | null {
  // There are no promotion codes here, so none that somebody types exists.
  if (asked.takesCodes && promotionCode !== '') return { message: 'This code is invalid.', field: 'promotionCode' }
  if (asked.email === null && !isEmailAddress(entered.email ?? '')) {
    return { message: 'Enter your e-mail address, such as jane@example.com.', field: 'email' }
  }
  if (!asked.methods.includes(entered.method ?? '')) {
    return { message: 'Choose how you want to pay.', field: null }
  }
  const incomplete = entered.method === 'card' ? cardProblem(card, entered.name) : null
  if (incomplete) return incomplete
  if (!asked.requiresTerms || entered.agreesToTerms) return null
  return { message: 'Agree to the terms of service to go on.', field: 'termsOfServiceConsentCheckbox' }
}

const LONGEST_NAME = 256

function cardProblem(card: Omit<Submitted, 'entered' | 'promotionCode'>, name: string | null): Problem | null {
  if (card.cardNumber === '') return { message: 'Enter the number of your card.', field: 'cardNumber' }
  if (!expiryOf(card.cardExpiry)) {
    return { message: 'Enter when your card expires, such as 12 / 34.', field: 'cardExpiry' }
  }
  if (card.cardCvc === '') return { message: 'Enter the security code of your card.', field: 'cardCvc' }
  return name === null || name.length > LONGEST_NAME
    ? { message: 'Enter the name on your card.', field: 'billingName' }
    : null
}

/** The new payment method, with what is known about its owner. */
export function methodFrom(
  { entered, cardNumber, cardExpiry, cardCvc }: Submitted,
  known: { email: string | null; allowRedisplay: CheckoutPlan['allowRedisplay'] },
): Read<typeof methodData> {
  const email = known.email ?? entered.email
  const common = { ...(known.allowRedisplay && { allow_redisplay: known.allowRedisplay }) }
  if (entered.method !== 'card') return { ...common, type: 'amazon_pay', billing_details: { email } }
  const { month = 0, year = 0 } = expiryOf(cardExpiry) ?? {}
  return {
    ...common,
    type: 'card',
    card: { number: cardNumber, exp_month: month, exp_year: year, cvc: cardCvc },
    billing_details: { email, name: entered.name },
  }
}

/** `12 / 34`, `1234`, `12/2034`. */
function expiryOf(text: string): { month: number; year: number } | null {
  const [, month, year] = /^(\d{1,2})\s*[/.-]?\s*(\d{2}|\d{4})$/.exec(text) ?? []
  return month === undefined || year === undefined ? null : { month: Number(month), year: Number(year) }
}

/** Which field of the page an error about a card is about (docs.stripe.com/error-codes). */
export function fieldOf(param: string | undefined): string | null {
  return (param && FIELDS[param]) ?? null
}

const FIELDS: Record<string, string> = {
  number: 'cardNumber',
  exp_month: 'cardExpiry',
  exp_year: 'cardExpiry',
  cvc: 'cardCvc',
}
