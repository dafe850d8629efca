import type Stripe from 'stripe'
import { idOf } from '../ids'
import { planOf } from '../resources/new-subscription'
import { refundsOf } from '../resources/refunds'
import type { World } from '../world'
import { page } from './list'
import type { Lookups } from './older-versions'

/** What objects of older versions showed of others, found in `world` as it is now. */
export function lookupsIn(world: World): Lookups {
  const { store, groups } = world
  return {
    paidBy: (invoice) => paymentOf(world, invoice),
    invoiceOf: (id) => (typeof id === 'string' ? idOf(groups.paymentsByIntent.of(id)[0]?.invoice) : null),
    chargesOf: (id) =>
      page(groups.chargesOfIntent.of(id), {}, { url: `/v1/charges?payment_intent=${id}`, noun: 'charge' }),
    refundsOf: (charge) => refundsOf(world, charge),
    subscriptionsOf: (customer) => subscriptionsOf(world, customer),
    priceOf: (id) => {
      const price = typeof id === 'string' ? store.get('prices', id) : undefined
      return price ? { price, plan: price.recurring ? planOf(price, price.recurring) : null } : null
    },
  }
}

/** The subscriptions of a customer that have not ended, as `customer.subscriptions` shows them. */
export function subscriptionsOf(world: World, customer: string): object {
  const live = world.groups.subscriptionsOfCustomer.of(customer).filter(({ status }) => !ENDED.has(status))
  return page(live, {}, { url: `/v1/customers/${customer}/subscriptions`, noun: 'subscription' })
}

const ENDED = new Set<Stripe.Subscription.Status>(['canceled', 'incomplete_expired'])

function paymentOf({ groups, store }: World, invoice: string) {
  const intent = idOf(groups.paymentsOfInvoice.of(invoice)[0]?.payment.payment_intent)
  if (intent === null) return null
  return { intent, charge: idOf(store.get('payment_intents', intent)?.latest_charge) }
}
