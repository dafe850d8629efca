import 'server-only'
import { paymentState } from '@/lib/domain/payment-status'
import { recordFailure } from '../payments/record-snapshot'
import { syncPayment } from '../payments/sync-payment'
import type { InvoiceSnapshot } from '../stripe/subscription-snapshot'
import { findSubscription, type FoundInvoice } from './store'

/**
 * Reads the payments of a subscription's invoices that are not settled. An invoice that nobody could be asked for, because
 * the method was gone, counts as declined: its customer is told like any other.
 */
export async function settlePayments(subscriptionId: string, invoices: InvoiceSnapshot[]): Promise<void> {
  const subscription = await findSubscription(subscriptionId)
  for (const { stripeInvoiceId, payment } of (subscription?.invoices ?? []).filter(isUnsettled)) {
    const read = payment && (await syncPayment(payment.id))
    const seen = invoices.find((invoice) => invoice.stripeInvoiceId === stripeInvoiceId)
    const wasAsked = seen?.attempted && seen.status === 'open'
    if (read && wasAsked && paymentState(read) === 'charging')
      await recordFailure(read, { failure: 'declined', errorCode: null, errorMessage: NOTHING_TO_CHARGE })
  }
}

const NOTHING_TO_CHARGE = 'Stripe had no method to charge.'

function isUnsettled({ payment }: FoundInvoice): boolean {
  if (!payment?.stripePaymentIntentId || payment.status === 'canceled') return false
  return payment.status !== 'succeeded' || payment.fee === null
}
