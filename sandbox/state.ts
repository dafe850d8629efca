import type Stripe from 'stripe'
import type { WebhookSwitches, WorldState } from './control-types'
import { disorderOf } from './disorder'
import { balanceTotals, shownTransaction } from './ledger'
import { shownEvents } from './events'
import { account } from './resources/account'
import { shownDispute } from './resources/disputes'
import type { TableName } from './tables'
import type { World } from './world'

/** Everything a world holds, newest first. */
export function worldState(world: World): WorldState {
  const newest = <T extends TableName>(table: T) => world.store.all(table).reverse()
  return {
    account: account(world),
    keys: world.keys,
    clock: world.clock(),
    objects: {
      customers: newest('customers'),
      payment_methods: newest('payment_methods'),
      setup_intents: newest('setup_intents'),
      setup_attempts: newest('setup_attempts'),
      checkout_sessions: newest('checkout_sessions'),
      mandates: newest('mandates'),
      payment_intents: newest('payment_intents'),
      charges: newest('charges'),
      refunds: newest('refunds'),
      disputes: newest('disputes').map((row) => shownDispute(world, row)),
      balance_transactions: newest('balance_transactions').map((row) => shownTransaction(world, row)),
      products: newest('products'),
      prices: newest('prices'),
      subscriptions: newest('subscriptions'),
      invoices: newest('invoices'),
      invoice_payments: newest('invoice_payments'),
    },
    balance: balanceTotals(world),
    // The SDK's Event is a union over every type; the sandbox emits a few of them.
    events: shownEvents(world, newest('events')) as Stripe.Event[],
    webhook_endpoints: newest('webhook_endpoints'),
    deliveries: newest('deliveries'),
    webhooks: webhookSwitches(world),
    settings: world.settings,
  }
}

export function webhookSwitches(world: World): WebhookSwitches {
  const { paused, dropped } = world.record
  const disorder = disorderOf(world)
  const rules = world.store.all('webhook_rules')
  return { paused, dropped, ...(disorder && { disorder }), ...(rules.length > 0 && { rules }) }
}
