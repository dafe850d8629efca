/**
 * Currencies Amazon Pay can take, with their decimal places and, where Stripe documents one, the smallest charge in minor
 * units (https://docs.stripe.com/payments/amazon-pay, https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).
 */
const CURRENCIES = {
  aud: { decimals: 2, minimum: 50 },
  chf: { decimals: 2, minimum: 50 },
  dkk: { decimals: 2, minimum: 250 },
  eur: { decimals: 2, minimum: 50 },
  gbp: { decimals: 2, minimum: 30 },
  hkd: { decimals: 2, minimum: 400 },
  jpy: { decimals: 0, minimum: 50 },
  nok: { decimals: 2, minimum: 300 },
  nzd: { decimals: 2, minimum: 50 },
  sek: { decimals: 2, minimum: 300 },
  usd: { decimals: 2, minimum: 50 },
  zar: { decimals: 2, minimum: 1 },
} as const

export type Currency = keyof typeof CURRENCIES
/** An amount in the currency's minor units, such as cents; yen have none. */
export type Money = { amount: number; currency: string }

/** The most Stripe takes in one payment, in minor units: eight digits (https://docs.stripe.com/api/payment_intents/create). */
export const MAX_AMOUNT = 99_999_999

/** What a merchant of this country may be paid in with Amazon Pay: US accounts in US dollars alone. */
export function currenciesOf(country: string): Currency[] {
  return country === 'US' ? ['usd'] : (Object.keys(CURRENCIES) as Currency[]) // Object.keys forgets the names it was given.
}

/** The smallest amount that can be charged, in minor units. */
export function minimumOf(currency: Currency): number {
  return CURRENCIES[currency].minimum
}

/** What is left of an amount after a fee, in minor units of the one currency that both are in. */
export function netOf({ amount, fee }: { amount: number; fee: number }): number {
  return amount - fee
}

/** The other side of an entry in the books. */
export function negated(amount: number): number {
  return -amount
}

/** Amounts added up by currency, in minor units. */
export function totalsOf(all: readonly Money[]): Map<string, number> {
  const totals = new Map<string, number>()
  for (const { currency, amount } of all) totals.set(currency, (totals.get(currency) ?? 0) + amount)
  return totals
}

/** Amounts of one currency added up, in minor units. */
export function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0)
}

/** What a line of an order comes to, in minor units. */
export function amountOf({ quantity, unitAmount }: { quantity: number; unitAmount: number }): number {
  return quantity * unitAmount
}

/** How far `ours` is above `theirs`, in minor units of their one currency. */
export function differenceOf(ours: number, theirs: number): number {
  return ours - theirs
}

/** Money as people read it, such as $12.00 or ¥500. */
export function formatMoney({ amount, currency }: Money, locale = 'en-US'): string {
  const decimals = decimalsOf(currency)
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  return format.format(amount / 10 ** decimals)
}

/**
 * Minor units of what somebody typed, such as 1200 for "12" or "12.00"; null for anything that is not a plain positive
 * number with at most the currency's decimals. A comma is not guessed at: it means thousands to some and cents to others.
 */
export function parseMoney(typed: string, currency: string): number | null {
  const amount = minorUnits(/^(\d{1,9})(?:\.(\d+))?$/, typed, currency)
  return amount !== null && amount <= MAX_AMOUNT ? amount : null
}

/** The same for a sum of many amounts, which may be more than Stripe takes at once. */
export function parseSum(typed: string, currency: string): number | null {
  return minorUnits(/^(\d{1,13})(?:\.(\d+))?$/, typed, currency)
}

/** An amount as it is typed, such as 12.00: what `parseMoney` and `parseSum` read. */
export function typedMoney({ amount, currency }: Money): string {
  return (amount / 10 ** decimalsOf(currency)).toFixed(decimalsOf(currency))
}

function minorUnits(pattern: RegExp, typed: string, currency: string): number | null {
  const decimals = decimalsOf(currency)
  const match = pattern.exec(typed.trim())
  if (!match || (match[2]?.length ?? 0) > decimals) return null
  const amount = Number(`${match[1]}${(match[2] ?? '').padEnd(decimals, '0')}`)
  return amount > 0 ? amount : null
}

function decimalsOf(currency: string): number {
  return Object.hasOwn(CURRENCIES, currency) ? CURRENCIES[currency as Currency].decimals : 2
}
