import type Stripe from 'stripe'
import type { WorldState } from './control-types'
import { shownEvents } from './events'
import { account } from './resources/account'
import type { TableName } from './tables'
import type { World } from './world'

/** Everything a world holds, newest first. */
export function worldState(world: World): WorldState {
  const newest = <T extends TableName>(table: T) => world.store.all(table).reverse()
  const { paused, dropped } = world.record
  return {
    account: account(world),
    keys: world.keys,
    clock: world.clock(),
    objects: {
      customers: newest('customers'),
      payment_methods: newest('payment_methods'),
      setup_intents: newest('setup_intents'),
      setup_attempts: newest('setup_attempts'),
      mandates: newest('mandates'),
    },
    // The SDK's Event is a union over every type; the sandbox emits a few of them.
    events: shownEvents(world, newest('events')) as Stripe.Event[],
    webhook_endpoints: newest('webhook_endpoints'),
    deliveries: newest('deliveries'),
    webhooks: { paused, dropped },
    settings: world.settings,
  }
}
