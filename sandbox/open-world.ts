import { Deliveries } from './delivery'
import { Scheduler } from './scheduler'
import type { World } from './world'

/** A world with what keeps it going. */
export type OpenWorld = { world: World; scheduler: Scheduler; deliveries: Deliveries }

/** Takes up a world's work where it was left: overdue expiries first, then deliveries nobody has answered. */
export function startWorld(world: World): OpenWorld {
  const deliveries = new Deliveries(world)
  const scheduler = new Scheduler(world, deliveries)
  scheduler.start()
  return { world, scheduler, deliveries }
}
