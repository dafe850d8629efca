import type Stripe from 'stripe'
import { emitChange } from '../events'
import { idOf } from '../ids'
import { hasEnded } from '../machines/subscription'
import type { World } from '../world'
import { previously } from './previously'
import { keepSubscription } from './subscription-changes'

/** A method that was detached is no default any more; `detachClearsDefaults` says whether that shows. */
export function clearDefaults(world: World, method: string, customer: string): void {
  if (!world.settings.detachClearsDefaults) return
  for (const subscription of world.groups.subscriptionsPaidWith.of(method)) {
    if (!hasEnded(subscription))
      keepSubscription(world, subscription, { ...subscription, default_payment_method: null })
  }
  const before = world.store.get('customers', customer)
  if (!before || idOf(before.invoice_settings.default_payment_method) !== method) return
  const after = { ...before, invoice_settings: { ...before.invoice_settings, default_payment_method: null } }
  world.store.put('customers', customer, after)
  emitChange(world, 'customer.updated', { object: after, previous: previously(before, after) ?? {} })
}

/** The SetupIntent that a trial waited for succeeded: its method pays, if that was asked for. */
export function settlePendingSetup(world: World, setupIntent: Readonly<Stripe.SetupIntent>): void {
  for (const before of world.groups.subscriptionsOfSetup.of(setupIntent.id)) {
    if (hasEnded(before)) continue
    const saves = before.payment_settings?.save_default_payment_method === 'on_subscription'
    keepSubscription(world, before, {
      ...before,
      default_payment_method: saves ? idOf(setupIntent.payment_method) : before.default_payment_method,
      pending_setup_intent: null,
    })
  }
}
