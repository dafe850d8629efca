import type Stripe from 'stripe'
import { emit } from '../events'
import type { World } from '../world'
import { newRefund } from './new-refund'

/**
 * What is released, as a Refund that moves nothing, if that is asked for: Stripe made one until 2025-03-31.basil
 * (docs.stripe.com/changelog/basil/2025-03-31/remove-refund-from-partial-capture-and-payment-cancellation-flow).
 */
export function tellRelease(world: World, charge: Readonly<Stripe.Charge>, amount: number): void {
  if (!world.settings.releasesAreRefunds || amount === 0) return
  const refund: Stripe.Refund = { ...newRefund(world, charge, { amount }), status: 'succeeded' }
  world.store.put('refunds', refund.id, refund)
  emit(world, 'refund.created', refund)
}
