import 'server-only'
import type Stripe from 'stripe'
import {
  INVOICE_STATUSES,
  type InvoiceStatus,
  SUBSCRIPTION_STATUSES,
  type SubscriptionStatus,
} from '@/lib/domain/subscription-status'
import { customerIdsOf, type StripeCustomerIds } from './customer-ids'
import { idOf, known } from './read'

/** What we take from a Subscription. */
export type SubscriptionSnapshot = StripeCustomerIds & {
  stripeSubscriptionId: string
  /** Our own id, from the metadata. */
  subscriptionId: string | null
  status: SubscriptionStatus
  trialEndsAt: Date | null
  currentPeriodEnd: Date | null
  cancelAtPeriodEnd: boolean
  canceledAt: Date | null
  endedAt: Date | null
  /** What it is paid with; null leaves it to the customer's default, of which we set none. */
  stripePaymentMethodId: string | null
  /** Whether what any later invoice is paid with becomes what it is paid with from then on. */
  keepsWhatPays: boolean
}

/** What we take from an Invoice whose payments are expanded. */
export type InvoiceSnapshot = {
  stripeInvoiceId: string
  status: InvoiceStatus
  billingReason: string | null
  /** Minor units. */
  amountDue: number
  amountPaid: number
  currency: string
  /** What it is for, not when it was gathered. */
  periodStart: Date
  periodEnd: Date
  nextAttemptAt: Date | null
  createdAt: Date
  paidAt: Date | null
  /** Whether somebody was asked for the money. */
  attempted: boolean
  /** The intent that pays it, and with how much; null before it is finalized, and where there is nothing to pay. */
  payment: { stripePaymentIntentId: string; amount: number } | null
}

export function subscriptionSnapshot(subscription: Stripe.Subscription): SubscriptionSnapshot {
  const status = known(SUBSCRIPTION_STATUSES, subscription.status, 'Subscription status')
  const [item] = subscription.items.data
  const { trial_end, canceled_at, ended_at } = subscription
  return {
    stripeSubscriptionId: subscription.id,
    ...customerIdsOf(subscription),
    subscriptionId: subscription.metadata.subscription_id ?? null,
    status,
    trialEndsAt: timeOf(trial_end),
    ...runOf(subscription, item?.current_period_end ?? null),
    canceledAt: timeOf(canceled_at),
    endedAt: timeOf(ended_at),
    stripePaymentMethodId: idOf(subscription.default_payment_method),
    keepsWhatPays: subscription.payment_settings?.save_default_payment_method === 'on_subscription',
  }
}

export function invoiceSnapshot(invoice: Stripe.Invoice): InvoiceSnapshot {
  const { id: stripeInvoiceId, status, created, period_start, period_end } = invoice
  if (!stripeInvoiceId) throw new Error('Stripe sent an invoice without an id.')
  const period = invoice.lines.data[0]?.period ?? { start: period_start, end: period_end }
  const isPaid = status === 'paid'
  return {
    stripeInvoiceId,
    status: known(INVOICE_STATUSES, status ?? '', 'Invoice status'),
    billingReason: invoice.billing_reason,
    amountDue: invoice.amount_due,
    amountPaid: invoice.amount_paid,
    currency: invoice.currency,
    periodStart: new Date(period.start * 1000),
    periodEnd: new Date(period.end * 1000),
    nextAttemptAt: timeOf(invoice.next_payment_attempt),
    createdAt: new Date(created * 1000),
    paidAt: isPaid ? timeOf(invoice.status_transitions.paid_at ?? created) : null,
    attempted: invoice.attempted,
    payment: paymentOf(invoice),
  }
}

// Stripe makes one by itself when it finalizes the invoice (https://docs.stripe.com/api/invoice-payment/object, "is_default").
function paymentOf({ payments }: Stripe.Invoice): InvoiceSnapshot['payment'] {
  const all = payments?.data ?? []
  const { payment, amount_requested: amount } = all.find((each) => each.is_default) ?? all[0] ?? {}
  const stripePaymentIntentId = idOf(payment?.payment_intent)
  return stripePaymentIntentId && amount ? { stripePaymentIntentId, amount } : null
}

// The merchant can set another day for its end: one before the period's end is what ends the period, and until one that lies
// behind it there are charges to come.
function runOf({ cancel_at: day, cancel_at_period_end: isLast }: Stripe.Subscription, end: number | null) {
  const endsFirst = day !== null && (end === null || day <= end)
  return { currentPeriodEnd: timeOf(endsFirst ? day : end), cancelAtPeriodEnd: isLast || endsFirst }
}

function timeOf(seconds: number | null): Date | null {
  return seconds === null ? null : new Date(seconds * 1000)
}
