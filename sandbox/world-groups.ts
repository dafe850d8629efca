import { idOf } from './ids'
import type { Store } from './store'
import { Group } from './store-group'

/** What belongs to what, for questions that requests ask all the time. */
export type WorldGroups = ReturnType<typeof groupsOf>

export function groupsOf(store: Store) {
  return {
    methodsOfCustomer: new Group(store, 'payment_methods', (method) => idOf(method.customer)),
    mandatesOfMethod: new Group(store, 'mandates', (mandate) => idOf(mandate.payment_method)),
    refundsOfCharge: new Group(store, 'refunds', (refund) => idOf(refund.charge)),
    disputesOfCharge: new Group(store, 'disputes', (dispute) => idOf(dispute.charge)),
    redirectsOfSetup: new Group(store, 'redirects', (redirect) => redirect.setupIntent),
    redirectsOfPaymentAttempt: new Group(store, 'payment_redirects', (redirect) => redirect.paymentAttempt),
    /** Of a SetupIntent or PaymentIntent that Checkout made. */
    sessionsOfIntent: new Group(
      store,
      'checkout_sessions',
      (session) => idOf(session.setup_intent) ?? idOf(session.payment_intent),
    ),
    redirectsOfAttempt: new Group(store, 'redirects', (redirect) => redirect.setupAttempt),
  }
}
