import { buying, saving, subscribing } from './customer-routes'
import { charging, inBulk, machines, signing } from './office-routes'
import type { ShopRoute, Things } from './shop-route'

/** Every route that changes something; what another one needs is taken away last. */
export function shopRoutes(things: Things): ShopRoute[] {
  return [
    ...buying(things),
    ...charging(things),
    ...inBulk(things),
    ...subscribing(things),
    ...saving(things),
    ...signing(),
    ...machines(things),
  ]
}
