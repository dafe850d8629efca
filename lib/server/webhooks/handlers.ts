import 'server-only'
import type Stripe from 'stripe'
import { syncDispute } from '../disputes/sync-dispute'
import { syncCustomerByStripeId } from '../customers/sync-customer'
import { syncMethodByMandate, syncMethodByStripeId } from '../payment-methods/sync-method'
import { syncSetupBySession, syncSetupByStripeId } from '../payment-methods/sync-setup'
import { syncPaymentByStripeId } from '../payments/sync-payment'
import { syncRefundByStripeId, syncRefundsOf } from '../refunds/sync-refund'
import { syncSubscriptionByStripeId, syncSubscriptionOfIntent } from '../subscriptions/sync-subscription'

type Named = { objectId: string; reference: string | null }
type Handlers = { [Type in Stripe.Event['type']]?: (event: Named) => Promise<unknown> }

const syncSetup = ({ objectId, reference }: Named) => syncSetupByStripeId(objectId, reference)
const syncSession = ({ objectId, reference }: Named) => syncSetupBySession(objectId, reference)
// Events about a charge name its PaymentIntent: see receive-event.ts.
async function syncPayment({ objectId, reference }: Named): Promise<void> {
  if (!(await syncSubscriptionOfIntent(objectId))) await syncPaymentByStripeId(objectId, reference)
}

// Events about an invoice name its subscription.
const syncSubscription = ({ objectId, reference }: Named) => syncSubscriptionByStripeId(objectId, reference)

const syncRefund = ({ objectId }: Named) => syncRefundByStripeId(objectId)
const syncDisputed = ({ objectId }: Named) => syncDispute(objectId)

// Comes with a refund, and with what a partial capture or an ended hold releases.
async function syncRefunded(event: Named): Promise<void> {
  await syncPayment(event)
  await syncRefundsOf({ stripePaymentIntentId: event.objectId })
}

/**
 * Every event we act on. An event only names what changed: each handler reads the object again from Stripe, so duplicates,
 * reordering and delays cannot leave us believing something stale. Subscribe an endpoint to these.
 */
export const handlers = {
  'setup_intent.created': syncSetup,
  'setup_intent.requires_action': syncSetup,
  'setup_intent.setup_failed': syncSetup,
  'setup_intent.succeeded': syncSetup,
  'setup_intent.canceled': syncSetup,
  'checkout.session.completed': syncSession,
  'checkout.session.expired': syncSession,
  'payment_intent.created': syncPayment,
  'payment_intent.requires_action': syncPayment,
  'payment_intent.processing': syncPayment,
  'payment_intent.payment_failed': syncPayment,
  'payment_intent.succeeded': syncPayment,
  'payment_intent.canceled': syncPayment,
  'payment_intent.amount_capturable_updated': syncPayment,
  'charge.succeeded': syncPayment,
  'charge.failed': syncPayment,
  'charge.captured': syncPayment,
  'charge.expired': syncPayment,
  'charge.refunded': syncRefunded,
  'refund.created': syncRefund,
  'refund.updated': syncRefund,
  'refund.failed': syncRefund,
  'charge.dispute.created': syncDisputed,
  'charge.dispute.updated': syncDisputed,
  'charge.dispute.closed': syncDisputed,
  'charge.dispute.funds_withdrawn': syncDisputed,
  'charge.dispute.funds_reinstated': syncDisputed,
  // Comes when Stripe has worked out its fee.
  'charge.updated': syncPayment,
  'mandate.updated': ({ objectId }) => syncMethodByMandate(objectId),
  'payment_method.detached': ({ objectId }) => syncMethodByStripeId(objectId),
  'customer.subscription.created': syncSubscription,
  'customer.subscription.updated': syncSubscription,
  'customer.subscription.deleted': syncSubscription,
  'customer.subscription.paused': syncSubscription,
  'customer.subscription.resumed': syncSubscription,
  'invoice.created': syncSubscription,
  'invoice.finalized': syncSubscription,
  'invoice.updated': syncSubscription,
  'invoice.paid': syncSubscription,
  'invoice.payment_failed': syncSubscription,
  'invoice.payment_action_required': syncSubscription,
  'invoice.marked_uncollectible': syncSubscription,
  'invoice.voided': syncSubscription,
  'customer.deleted': ({ objectId, reference }) => syncCustomerByStripeId(objectId, reference),
} satisfies Handlers

/** The handler of an event type, or undefined for the many types that mean nothing to us. */
export function handlerOf(type: string): ((event: Named) => Promise<unknown>) | undefined {
  return Object.hasOwn(handlers, type) ? handlers[type as keyof typeof handlers] : undefined
}
