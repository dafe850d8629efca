import type Stripe from 'stripe'
import { emitChange } from '../events'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { invalid, noSuch } from '../wire/errors'
import { page } from '../wire/list'
import { changedMetadata } from '../wire/metadata'
import { newPrice, refuseUsedKey } from './new-price'
import { createParams, listParams, updateParams } from './price-params'
import { previously } from './previously'
import { addProduct } from './products'

const PATH = '/v1/prices'

export const priceRoutes: Route[] = [
  { method: 'POST', path: PATH, handle: createPrice },
  { method: 'GET', path: PATH, handle: listPrices },
  { method: 'GET', path: `${PATH}/:id`, handle: (call) => (readCall(call, {}), priceInPath(call)) },
  { method: 'POST', path: `${PATH}/:id`, handle: updatePrice },
]

function createPrice(call: Call): Stripe.Price {
  const { product, product_data: inline, ...given } = readCall(call, createParams)
  if ((product === undefined) === (inline === undefined)) {
    throw invalid('You must specify either `product` or `product_data` when creating a price.', { param: 'product' })
  }
  const { id = product ?? '' } = inline ? addProduct(call.world, inline) : {}
  return newPrice(call.world, { ...given, product: id })
}

/** What it costs never changes; a new price takes its place (docs.stripe.com/products-prices/manage-prices). */
function updatePrice(call: Call): Stripe.Price {
  const before = priceInPath(call)
  const { metadata: change, ...plain } = readCall(call, updateParams)
  const { lookup_key: key } = plain
  if (key !== undefined && key !== before.lookup_key) refuseUsedKey(call.world, key)
  const price: Stripe.Price = {
    ...before,
    ...plain,
    ...(change !== undefined && { metadata: changedMetadata(before.metadata, change) }),
  }
  const previous = previously(before, price)
  if (!previous) return price
  call.world.store.put('prices', price.id, price)
  emitChange(call.world, 'price.updated', { object: price, previous })
  return price
}

function listPrices(call: Call): object {
  const { created: within, recurring, lookup_keys: keys, ...given } = readCall(call, listParams)
  const { active, currency, product, type, ...paging } = given
  const rows = call.world.store
    .all('prices')
    .filter((each) => active === undefined || each.active === active)
    .filter((each) => currency === undefined || each.currency === currency)
    .filter((each) => product === undefined || each.product === product)
    .filter((each) => type === undefined || each.type === type)
    .filter((each) => keys?.includes(each.lookup_key ?? '') ?? true)
    .filter((each) => !recurring?.interval || each.recurring?.interval === recurring.interval)
    .filter((each) => !recurring?.usage_type || each.recurring?.usage_type === recurring.usage_type)
    .filter((each) => within?.(each.created) ?? true)
  return page(rows, paging, { url: PATH, noun: 'price' })
}

function priceInPath(call: Call): Readonly<Stripe.Price> {
  const price = call.world.store.get('prices', pathId(call))
  if (price) return price
  throw noSuch('price', pathId(call), { param: 'id', path: true })
}
