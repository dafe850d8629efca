import type Stripe from 'stripe'
import { emit } from '../events'
import { idOf } from '../ids'
import type { World } from '../world'
import { billedTypes } from './billing-methods'
import { ownerOf } from './owner'
import { newSetupIntent } from './setup-intents'

/** The SetupIntent with which a trial collects its method (docs.stripe.com/billing/subscriptions/trials/free-trials). */
export function pendingSetup(world: World, subscription: Readonly<Stripe.Subscription>): string {
  const setupIntent = newSetupIntent(
    world,
    { usage: 'off_session' },
    {
      allowed_payment_method_types: null,
      automatic_payment_methods: null,
      ...ownerOf(world, idOf(subscription.customer)),
      excluded_payment_method_types: null,
      payment_method_types: billedTypes(world, subscription),
    },
  )
  world.store.put('setup_intents', setupIntent.id, setupIntent)
  emit(world, 'setup_intent.created', setupIntent)
  return setupIntent.id
}
