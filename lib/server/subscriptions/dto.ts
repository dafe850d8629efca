import 'server-only'
import type { PlanDto, SubscriptionDto } from '@/lib/contracts/subscriptions'
import { isInFlight, paymentState } from '@/lib/domain/payment-status'
import { nextTryOf } from '@/lib/domain/retry-schedule'
import { subscriptionState } from '@/lib/domain/subscription-status'
import type { FoundInvoice, FoundSubscription, PlanRow } from './store'

/** `isTried`: its customer has had the free trial. */
export function toPlanDto(plan: PlanRow, isTried: boolean): PlanDto {
  const { id, name, description, unitAmount: amount, currency, interval, trialDays } = plan
  return { id, name, description, amount, currency, interval, trialDays: isTried ? null : trialDays }
}

/** One subscription as its owner and the merchant see it. */
export function toSubscriptionDto(row: FoundSubscription): SubscriptionDto {
  const { id, product, amount, currency, interval, paymentMethod: method, invoices } = row
  return {
    ...{ id, planId: row.productId, amount, currency, interval, name: product.name, state: subscriptionState(row) },
    isChanging: row.asked !== null,
    trialEndsAt: row.trialEndsAt?.toISOString() ?? null,
    currentPeriodEnd: row.currentPeriodEnd?.toISOString() ?? null,
    cancelAtPeriodEnd: row.cancelAtPeriodEnd,
    endedAt: row.endedAt?.toISOString() ?? null,
    method: method?.status === 'active' ? { id: method.id, name: nameOf(method) } : null,
    payOrderId: payOrderOf(row),
    nextTryAt: nextTry(row)?.toISOString() ?? null,
    invoices: invoices.flatMap(toInvoice),
  }
}

/** The order that its customer can pay now, the newest first; null when nothing is owed, or money is on its way. */
export function payOrderOf({ invoices }: Pick<FoundSubscription, 'invoices'>): string | null {
  return invoices.find(isPayable)?.payment?.orderId ?? null
}

function isPayable({ status, payment }: FoundInvoice): boolean {
  if (!payment || status === 'paid' || status === 'void' || status === 'draft') return false
  if (payment.status === 'canceled' || payment.status === 'succeeded') return false
  // Before Stripe has answered, the page of what is to be paid first says so.
  return status === null || !isInFlight(paymentState(payment))
}

function nextTry({ invoices }: FoundSubscription): Date | null {
  const declined = invoices.find(({ status, payment }) => status === 'open' && payment?.failure)
  return declined ? nextTryOf({ recovery: null, invoice: declined }) : null
}

// One that Stripe has not made yet is no news to anybody.
function toInvoice(invoice: FoundInvoice): SubscriptionDto['invoices'] {
  const { id, status: state, amountDue: amount, currency, payment, createdAt } = invoice
  if (state === null) return []
  return [{ id, orderId: payment?.orderId ?? null, amount, currency, state, at: createdAt.toISOString() }]
}

type Method = Pick<NonNullable<FoundSubscription['paymentMethod']>, 'type' | 'email' | 'cardBrand' | 'cardLast4'>

/** A saved method in one line, such as "Amazon Pay (sam@example.com)" or "Visa •••• 4242". */
export function nameOf({ type, email, cardBrand, cardLast4 }: Method): string {
  if (type === 'amazon_pay') return email ? `Amazon Pay (${email})` : 'Amazon Pay'
  return cardBrand && cardLast4 ? `${brandName(cardBrand)} •••• ${cardLast4}` : 'Card'
}

// In Stripe's spelling, such as visa.
function brandName(brand: string): string {
  return brand.charAt(0).toUpperCase() + brand.slice(1)
}
