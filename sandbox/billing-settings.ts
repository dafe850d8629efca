import { z } from 'zod'

/** What `POST /_sandbox/outcomes` can say about subscriptions and invoices. */
export const billingOutcomes = {
  /** How long an invoice of a new period is a draft, by the world's clock. */
  invoiceDraftSeconds: z.int().min(1).exactOptional(),
  /** How many days before the end of a period `invoice.upcoming` is sent. */
  invoiceUpcomingDays: z.int().min(1).max(45).exactOptional(),
  /** How many days after each failed attempt the next one follows. */
  invoiceRetryDays: z.array(z.int().min(1).max(60)).max(8).exactOptional(),
  /** What becomes of the subscription after the last of them. */
  invoiceRetriesEnd: z.enum(['cancel', 'unpaid', 'past_due']).exactOptional(),
  /** Whether detaching a method also removes it where it is a subscription's or customer's default. */
  detachClearsDefaults: z.boolean().exactOptional(),
}

export type BillingSettings = {
  invoiceDraftSeconds: number
  invoiceUpcomingDays: number
  invoiceRetryDays: number[]
  invoiceRetriesEnd: 'cancel' | 'unpaid' | 'past_due'
  detachClearsDefaults: boolean
}

/** Guesses like those in `inferred.ts`, each with its reason. */
export const DEFAULT_BILLING_SETTINGS: BillingSettings = {
  // docs.stripe.com/billing/subscriptions/webhooks: "about an hour", once the endpoints have answered.
  invoiceDraftSeconds: 3600,
  // The Dashboard offers 3, 7, 15, 30 and 45; which one an account begins with is not said.
  invoiceUpcomingDays: 7,
  // The custom schedule of docs.stripe.com/billing/revenue-recovery/smart-retries; Smart Retries choose times of their own.
  invoiceRetryDays: [3, 5, 7],
  // The same page has all three; which one an account begins with is not said.
  invoiceRetriesEnd: 'cancel',
  // Reported by users of Stripe, in both ways.
  detachClearsDefaults: true,
}

/** The first invoice has to be paid within this time (docs.stripe.com/billing/subscriptions/overview). */
export const INCOMPLETE_SECONDS = 23 * 3600
/** `customer.subscription.trial_will_end` comes this long before (docs.stripe.com/billing/subscriptions/trials). */
export const TRIAL_NOTICE_SECONDS = 3 * 86_400
