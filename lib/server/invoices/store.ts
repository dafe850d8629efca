import 'server-only'
import { addSeconds } from '../clock'
import { db, type Transaction } from '../db'
import type { Invoice, Payment } from '../generated/client'
import { endPendingMandate } from '../mandates/store'
import { newId } from '../new-id'
import { audit } from '../payments/store'
import type { InvoiceSnapshot } from '../stripe/subscription-snapshot'

/** What an invoice's order and payment take from its subscription. */
export type Subscribed = Pick<
  Payment,
  'customerId' | 'stripeCustomerId' | 'stripeCustomerAccountId' | 'paymentMethodId' | 'livemode' | 'stripeAccountId'
> & { id: string; productId: string; name: string }
type KnownInvoice = Invoice & { payment: Pick<Payment, 'id' | 'amount' | 'stripePaymentIntentId'> | null }
type News = { invoices: InvoiceSnapshot[]; known: KnownInvoice[]; now: Date }

/**
 * Writes what Stripe said about a subscription's invoices. Each that asks for money becomes an order with one line and one
 * payment, whose intent is Stripe's, so that receipts, refunds, disputes and the ledger know it like any other. The caller
 * holds the lock on the subscription.
 */
export async function recordInvoices(tx: Transaction, subscribed: Subscribed, news: News): Promise<void> {
  const { known } = news
  for (const seen of news.invoices.toReversed()) {
    const before = known.find(({ stripeInvoiceId }) => stripeInvoiceId === seen.stripeInvoiceId)
    // The first one of a subscription that is paid first was written before Stripe made it.
    const row = before ?? (isFirst(seen) ? known.find(({ stripeInvoiceId }) => stripeInvoiceId === null) : undefined)
    const id = row?.id ?? newId()
    const data = columnsOf(seen)
    if (!row) await tx.invoice.create({ data: { id, subscriptionId: subscribed.id, ...data } })
    else if (isNews(row, seen)) await tx.invoice.update({ where: { id }, data })
    await recordPaymentOf(tx, subscribed, { id, seen, payment: row?.payment ?? null, now: news.now })
  }
}

type Paid = { id: string; seen: InvoiceSnapshot; payment: KnownInvoice['payment']; now: Date }

async function recordPaymentOf(tx: Transaction, subscribed: Subscribed, { id, seen, payment, now }: Paid) {
  if (payment?.stripePaymentIntentId === null && isNotAsAgreed(seen, payment)) return endUnpayable(tx, payment, now)
  if (!seen.payment) return
  const { stripePaymentIntentId, amount } = seen.payment
  if (!payment) {
    // Nobody was ever asked for it.
    if (seen.status === 'void') return
    const { createdAt, currency } = seen
    const terms = { amount, currency, createdAt, description: lineOf(subscribed.name, seen) }
    const charged = { offSession: !isFirst(seen), paymentMethodId: subscribed.paymentMethodId, stripePaymentIntentId }
    await insertInvoicePayment(tx, subscribed, { invoiceId: id, ...terms, ...charged, now })
    return
  }
  if (payment.stripePaymentIntentId !== null) return
  const data = { stripePaymentIntentId, version: { increment: 1 } }
  await tx.payment.updateMany({ where: { id: payment.id, stripePaymentIntentId: null, status: null }, data })
}

// What was to be paid first was told before Stripe made its invoice. A credit or a tax there makes it another amount, or none.
function isNotAsAgreed({ status, payment: asked }: InvoiceSnapshot, { amount }: { amount: number }): boolean {
  return asked ? asked.amount !== amount : status === 'paid' || status === 'void'
}

// Nobody pays an amount that they did not read. Whether the subscription begins, or expires, is told as for any other.
async function endUnpayable(tx: Transaction, { id: paymentId }: { id: string }, now: Date): Promise<void> {
  const words = { errorCode: null, errorMessage: 'Stripe’s invoice does not ask for the amount that was agreed to.' }
  const ended = { ...words, status: 'canceled', failure: 'refused', failedAt: now, nextSyncAt: null } as const
  const where = { id: paymentId, stripePaymentIntentId: null, status: null }
  const { count } = await tx.payment.updateMany({ where, data: { ...ended, version: { increment: 1 } } })
  if (count === 0) return
  await endPendingMandate(tx, paymentId, now)
  await audit(tx, { paymentId, action: 'payment.refused', at: now, detail: words.errorMessage })
}

export type NewInvoicePayment = {
  invoiceId: string
  /** Minor units. */
  amount: number
  currency: string
  description: string
  /** Whether its customer is away when Stripe charges it. */
  offSession: boolean
  paymentMethodId: string | null
  /** Null before Stripe made it. */
  stripePaymentIntentId: string | null
  createdAt: Date
  now: Date
}

/** Files the order and the payment of one invoice; gives the payment's id. */
export async function insertInvoicePayment(
  tx: Transaction,
  { customerId, stripeCustomerId, stripeCustomerAccountId, livemode, stripeAccountId, productId }: Subscribed,
  { description, now, ...payment }: NewInvoicePayment,
): Promise<string> {
  const [paymentId, orderId] = [newId(), newId()]
  const { amount, currency, createdAt } = payment
  const items = { create: { position: 1, description, unitAmount: amount, productId } }
  await tx.order.create({ data: { id: orderId, customerId, amount, currency, createdAt, items } })
  const keys = { createKey: `create:${paymentId}:1`, confirmKey: `confirm:${paymentId}:1` }
  const owner = { customerId, stripeCustomerId, stripeCustomerAccountId, livemode, stripeAccountId }
  const data = { id: paymentId, orderId, ...owner, ...payment, ...keys, nextSyncAt: addSeconds(now, 60) }
  await tx.payment.create({ data })
  await audit(tx, { paymentId, action: 'payment.invoice', at: now })
  return paymentId
}

/** What an order says of one period, such as "Orbit pass, 3 May 2026 to 3 Jun 2026". */
export function lineOf(name: string, period: { periodStart: Date; periodEnd: Date }): string {
  return `${name}, ${dayOf(period.periodStart)} to ${dayOf(period.periodEnd)}`
}

// The form of toUTCString is fixed by the language: "Sun, 03 May 2026 14:05:00 GMT".
function dayOf(time: Date): string {
  return time.toUTCString().slice(5, 16).replace(/^0/, '')
}

function isFirst({ billingReason }: InvoiceSnapshot): boolean {
  return billingReason === 'subscription_create'
}

function columnsOf(seen: InvoiceSnapshot) {
  const { stripeInvoiceId, status, billingReason, amountDue, amountPaid, currency } = seen
  const { periodStart, periodEnd, nextAttemptAt, createdAt, paidAt } = seen
  const what = { stripeInvoiceId, status, billingReason, amountDue, amountPaid, currency }
  return { ...what, periodStart, periodEnd, nextAttemptAt, createdAt, paidAt }
}

/** Whether Stripe says something of an invoice that its row does not. What has ended stays as it is. */
export function isNews(row: Invoice, seen: InvoiceSnapshot): boolean {
  if (row.status === 'paid' || row.status === 'void') return false
  const columns = columnsOf(seen)
  const names = Object.keys(columns) as (keyof typeof columns)[] // Object.keys forgets the names it was given.
  return names.some((name) => columns[name]?.valueOf() !== row[name]?.valueOf())
}

/** Whether a subscription's invoice asks for this order. */
export async function isOfInvoice(orderId: string): Promise<boolean> {
  return (await db().payment.count({ where: { orderId, invoiceId: { not: null } } })) > 0
}
