import 'server-only'
import type Stripe from 'stripe'
import { stripe } from './client'
import { customerParam, type StripeCustomerIds } from './customer-ids'
import { callStripe } from './errors'
import {
  type InvoiceSnapshot,
  invoiceSnapshot,
  type SubscriptionSnapshot,
  subscriptionSnapshot,
} from './subscription-snapshot'

type NewSubscription = StripeCustomerIds & {
  subscriptionId: string
  priceId: string
  trialDays: number | null
  /** What is saved and charged at once; null has the customer pay the first invoice, and keeps what they pay with. */
  stripePaymentMethodId: string | null
  idempotencyKey: string
}

/**
 * Makes a subscription (guide 2, https://docs.stripe.com/billing/subscriptions/amazon-pay): charged at once, or after its
 * trial, with a saved method; or `incomplete` until its first invoice is paid by the customer. A first charge that is
 * declined leaves it `incomplete` as well.
 */
export async function createSubscription(subscription: NewSubscription): Promise<SubscriptionSnapshot> {
  const { subscriptionId, priceId, stripePaymentMethodId, trialDays, idempotencyKey } = subscription
  const params: Stripe.SubscriptionCreateParams = {
    ...customerParam(subscription),
    items: [{ price: priceId }],
    metadata: { subscription_id: subscriptionId },
    ...(stripePaymentMethodId ? chargedWith(stripePaymentMethodId) : PAID_FIRST),
    ...(trialDays && { trial_period_days: trialDays, trial_settings: NO_CHARGE_WITHOUT_METHOD }),
  }
  return subscriptionSnapshot(await callStripe(() => stripe().subscriptions.create(params, { idempotencyKey })))
}

const TYPES = { payment_method_types: ['amazon_pay', 'card'] } satisfies Stripe.SubscriptionCreateParams.PaymentSettings

// It stays with the method that may be charged while its owner is away, whatever one invoice is paid with.
function chargedWith(default_payment_method: string) {
  return {
    default_payment_method,
    off_session: true,
    payment_behavior: 'allow_incomplete',
    payment_settings: TYPES,
  } as const
}

const PAID_FIRST = {
  payment_behavior: 'default_incomplete',
  payment_settings: { ...TYPES, save_default_payment_method: 'on_subscription' },
} as const

// Whoever takes their method away while it is free is not billed for it.
const NO_CHARGE_WITHOUT_METHOD = { end_behavior: { missing_payment_method: 'cancel' as const } }

/** Reads a subscription as it is now. */
export async function retrieveSubscription(stripeSubscriptionId: string): Promise<SubscriptionSnapshot> {
  return subscriptionSnapshot(await callStripe(() => stripe().subscriptions.retrieve(stripeSubscriptionId)))
}

/** A customer's subscription that carries our id, ended or not; null when Stripe has none. */
export async function findSubscriptionAtStripe(
  owner: StripeCustomerIds,
  subscriptionId: string,
): Promise<SubscriptionSnapshot | null> {
  const params = { ...customerParam(owner), status: 'all' as const, limit: 100 }
  const all = await callStripe(() => stripe().subscriptions.list(params).autoPagingToArray({ limit: 1000 }))
  const found = all.find(({ metadata }) => metadata.subscription_id === subscriptionId)
  return found ? subscriptionSnapshot(found) : null
}

/** A subscription's invoices that were made since a time, the newest first; all of them without one. */
export async function listInvoices(stripeSubscriptionId: string, since: Date | null): Promise<InvoiceSnapshot[]> {
  const created = since && { created: { gte: Math.floor(since.getTime() / 1000) } }
  const params = { subscription: stripeSubscriptionId, ...created, limit: 20, expand: ['data.payments'] }
  return callStripe(async () =>
    (await stripe().invoices.list(params).autoPagingToArray({ limit: 1000 })).map(invoiceSnapshot),
  )
}

/** Ends a subscription at once. What is owed stays owed; what was paid for is not given back by it. */
export async function cancelSubscription(stripeSubscriptionId: string, idempotencyKey: string): Promise<void> {
  await callStripe(() => stripe().subscriptions.cancel(stripeSubscriptionId, {}, { idempotencyKey }))
}

/** Takes an invoice back that was not paid; refused while a payment of it is on its way (https://docs.stripe.com/api/invoices/void). */
export async function voidInvoice(stripeInvoiceId: string, idempotencyKey: string): Promise<void> {
  await callStripe(() => stripe().invoices.voidInvoice(stripeInvoiceId, {}, { idempotencyKey }))
}

/** Leaves what a subscription is paid with as it is, whatever an invoice is paid with in the end. */
export async function stopKeeping(stripeSubscriptionId: string, idempotencyKey: string): Promise<void> {
  const params = { payment_settings: { ...TYPES, save_default_payment_method: 'off' as const } }
  await callStripe(() => stripe().subscriptions.update(stripeSubscriptionId, params, { idempotencyKey }))
}

type Change = { cancel_at_period_end: boolean } | { default_payment_method: string }

/** Has it end with its period, or go on after all; or be paid with another method. */
export async function updateSubscription(
  stripeSubscriptionId: string,
  change: Change,
  idempotencyKey: string,
): Promise<void> {
  await callStripe(() => stripe().subscriptions.update(stripeSubscriptionId, change, { idempotencyKey }))
}
