import type Stripe from 'stripe'
import type { World } from '../world'

/** What a session sells; nothing in setup mode. */
export function lineItemsOf(_world: World, session: string): Stripe.ApiList<Stripe.LineItem> {
  return { object: 'list', data: [], has_more: false, url: `/v1/checkout/sessions/${session}/line_items` }
}
