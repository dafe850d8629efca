import 'server-only'
import { formatMoney } from '@/lib/domain/money'
import type { PaymentInNews } from './store'

/** What was ordered in a few words: the first line, and that there are more. */
export function goodsOf({ order: { items } }: PaymentInNews): string {
  const [first, ...more] = items
  if (!first) return 'your order'
  return more.length > 0 ? `${first.description} and ${more.length} more` : first.description
}

/** Every line of the order. */
export function linesOf({ order: { items } }: PaymentInNews): string[] {
  return items.map(({ description, quantity }) => (quantity > 1 ? `${quantity} × ${description}` : description))
}

/** An amount of the payment's, given in minor units, as people read it. */
export function moneyOf({ currency }: PaymentInNews, amount: number): string {
  return formatMoney({ amount, currency })
}

/** What was paid with, such as "Amazon Pay (sam@example.com), Visa •••• 4242". Only who paid by card reads of one. */
export function methodOf({ methodType, paymentMethod, fundingBrand, fundingLast4 }: PaymentInNews): string {
  const funding = fundingBrand && fundingLast4 ? `${brandName(fundingBrand)} •••• ${fundingLast4}` : null
  if (methodType === 'card') return funding ?? 'Card'
  const wallet = paymentMethod?.email ? `Amazon Pay (${paymentMethod.email})` : 'Amazon Pay'
  return funding ? `${wallet}, ${funding}` : wallet
}

/** When a hold ends by itself. */
export function deadlineOf({ captureBefore }: PaymentInNews): string {
  return captureBefore ? momentOf(captureBefore) : 'the end of the hold'
}

/** A point in time such as "3 May 2026, 14:05 UTC": mails know nothing of their reader's zone. */
export function momentOf(time: Date): string {
  // The form of toUTCString is fixed by the language, "Sun, 03 May 2026 14:05:00 GMT", and so needs no language data.
  const spelled = time.toUTCString()
  return `${spelled.slice(5, 16).replace(/^0/, '')}, ${spelled.slice(17, 22)} UTC`
}

/** The same words without line breaks, control characters and marks that turn the direction of reading. */
export function inOneLine(words: string): string {
  return words.replaceAll(/[\s\p{Cc}\p{Bidi_Control}]+/gu, ' ').trim()
}

// In Stripe's spelling, such as visa; those that are not simply written with a capital.
const BRANDS: Record<string, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
}

function brandName(brand: string): string {
  return BRANDS[brand] ?? brand.charAt(0).toUpperCase() + brand.slice(1)
}
