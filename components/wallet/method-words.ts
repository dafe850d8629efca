import { dayOf } from '@/components/ui/time'
import type { MethodLabel, PaymentMethodDto } from '@/lib/contracts/payment-methods'

export type DetachReason = NonNullable<PaymentMethodDto['detachReason']>

/** A saved method in one line, such as "Amazon Pay, sam@example.com" or "Visa •••• 4242". */
export function methodName(method: MethodLabel): string {
  const kind = methodKind(method)
  return method.type === 'amazon_pay' && method.email ? `${kind}, ${method.email}` : kind
}

/** What sort of method it is: "Amazon Pay", a card with its brand and digits, or Stripe's word for anything else. */
export function methodKind({ type, card }: Pick<MethodLabel, 'type' | 'card'>): string {
  if (type === 'amazon_pay') return 'Amazon Pay'
  if (type === 'card') return card ? fundingName(card) : 'Card'
  const words = type.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A subscription that a method pays for, such as "Orbit pass, next on 21 Dec 2026". */
export function usedForWords({ name, next }: PaymentMethodDto['usedFor'][number]): string {
  return next ? `${name}, next on ${dayOf(next)}` : name
}

/** What Amazon Pay took the money from, such as "Visa •••• 4242". `brand` is in Stripe's spelling. */
export function fundingName({ brand, last4 }: { brand: string; last4: string }): string {
  return `${BRANDS[brand] ?? brand.charAt(0).toUpperCase() + brand.slice(1)} •••• ${last4}`
}

const BRANDS: Record<string, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
}

/**
 * What a payment was made with, such as "Amazon Pay · Visa •••• 4242" or "Visa •••• 4242". `methodType` is Stripe's word;
 * null is not known yet.
 */
export function paidWithName({ methodType, funding, email }: PaidWith): string {
  const card = funding && fundingName(funding)
  if (methodType === 'card') return card ?? 'Card'
  if (methodType !== 'amazon_pay') return 'Not known yet'
  if (card) return `Amazon Pay · ${card}`
  return email ? `Amazon Pay (${email})` : 'Amazon Pay'
}

type PaidWith = {
  methodType: string | null
  funding: { brand: string; last4: string } | null
  email: string | null
}

/** How a method came to be gone, for its owner. Who did it outside this shop, we are not told. */
export function endedWords(reason: DetachReason | null): string {
  switch (reason) {
    case 'customer':
      return 'You removed it'
    case 'revoked':
      return 'The permission was withdrawn at Amazon or Stripe'
    case 'detached':
      return 'It was disconnected at Stripe, who handle our payments'
    case 'customer_deleted':
      return 'Your payment details at Stripe were deleted'
    case null:
      return 'It is not connected any more'
  }
}

/** The same for the merchant's people. */
export function endedWordsForMerchant(reason: DetachReason | null): string {
  switch (reason) {
    case 'customer':
      return 'Removed by the customer in the wallet'
    case 'revoked':
      return 'Mandate withdrawn at Amazon or Stripe'
    case 'detached':
      return 'Detached at Stripe, for instance in the Dashboard'
    case 'customer_deleted':
      return 'The customer was deleted at Stripe'
    case null:
      return 'Gone at Stripe'
  }
}
