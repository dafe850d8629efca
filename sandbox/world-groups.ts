import type Stripe from 'stripe'
import { idOf } from './ids'
import type { Store } from './store'
import { Group } from './store-group'

/** What belongs to what, for questions that requests ask all the time. */
export type WorldGroups = ReturnType<typeof groupsOf>

/** The subscription an invoice is for. */
export function subscriptionOf({ parent }: Pick<Stripe.Invoice, 'parent'>): string | null {
  return idOf(parent?.subscription_details?.subscription)
}

export function groupsOf(store: Store) {
  return {
    methodsOfCustomer: new Group(store, 'payment_methods', (method) => idOf(method.customer)),
    mandatesOfMethod: new Group(store, 'mandates', (mandate) => idOf(mandate.payment_method)),
    chargesOfIntent: new Group(store, 'charges', (charge) => idOf(charge.payment_intent)),
    refundsOfCharge: new Group(store, 'refunds', (refund) => idOf(refund.charge)),
    disputesOfCharge: new Group(store, 'disputes', (dispute) => idOf(dispute.charge)),
    subscriptionsOfCustomer: new Group(store, 'subscriptions', (subscription) => idOf(subscription.customer)),
    subscriptionsPaidWith: new Group(store, 'subscriptions', (each) => idOf(each.default_payment_method)),
    subscriptionsOfSetup: new Group(store, 'subscriptions', (each) => idOf(each.pending_setup_intent)),
    invoicesOfSubscription: new Group(store, 'invoices', subscriptionOf),
    paymentsOfInvoice: new Group(store, 'invoice_payments', (payment) => idOf(payment.invoice)),
    paymentsByIntent: new Group(store, 'invoice_payments', ({ payment }) => idOf(payment.payment_intent)),
    redirectsOfSetup: new Group(store, 'redirects', (redirect) => redirect.setupIntent),
    redirectsOfPaymentAttempt: new Group(store, 'payment_redirects', (redirect) => redirect.paymentAttempt),
    /** Of a SetupIntent or PaymentIntent that Checkout made. */
    plansOfIntent: new Group(store, 'checkout_plans', (plan) => plan.started?.intent ?? null),
    redirectsOfAttempt: new Group(store, 'redirects', (redirect) => redirect.setupAttempt),
  }
}
