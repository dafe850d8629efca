import { setTimeout as pass } from 'node:timers/promises'
import type { World } from './world'

const LOOK_AGAIN_MILLISECONDS = 20

/**
 * Hosted Checkout keeps a customer who is done until the shop has answered `checkout.session.completed`, ten seconds at
 * most (docs.stripe.com/checkout/fulfillment); any answer will do. Deliveries that are paused are not waited for.
 */
export async function shopHasAnswered(world: World, event: string | null): Promise<void> {
  const deliveries = world.store.all('deliveries').filter((each) => each.event === event)
  const until = performance.now() + world.settings.checkoutWaitMilliseconds
  const isUnderWay = () =>
    deliveries.some(({ id }) => {
      const delivery = world.store.get('deliveries', id)
      return delivery?.status === 'pending' && delivery.tries.length === 0
    })
  while (!world.record.paused && isUnderWay() && performance.now() < until) await pass(LOOK_AGAIN_MILLISECONDS)
}
