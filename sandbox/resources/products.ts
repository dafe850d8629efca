import type Stripe from 'stripe'
import { emit, emitChange } from '../events'
import { newId } from '../ids'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { StripeError, noSuch } from '../wire/errors'
import { created, page, pageParams } from '../wire/list'
import { changedMetadata, metadata } from '../wire/metadata'
import { filled, flag, hash, list, orEmpty, required, text, type Read, unsupported } from '../wire/parameters'
import type { World } from '../world'
import { newPrice } from './new-price'
import { inlinePriceParams } from './price-params'
import { previously } from './previously'
import { descriptorParam } from './statement-descriptor'

const PATH = '/v1/products'

export const productRoutes: Route[] = [
  { method: 'POST', path: PATH, handle: createProduct },
  { method: 'GET', path: PATH, handle: listProducts },
  { method: 'GET', path: `${PATH}/:id`, handle: (call) => (readCall(call, {}), productInPath(call)) },
  { method: 'POST', path: `${PATH}/:id`, handle: updateProduct },
]

const marketingFeatures = list(hash({ name: required(text(80)) }))
const notYet = { package_dimensions: unsupported(), tax_code: unsupported(), tax_details: unsupported() }

/** docs.stripe.com/api/products/create */
const createParams = {
  ...notYet,
  active: flag(),
  default_price_data: hash(inlinePriceParams),
  description: text(40_000),
  id: filled(),
  images: list(filled()),
  marketing_features: marketingFeatures,
  metadata: metadata(),
  name: required(filled()),
  shippable: flag(),
  statement_descriptor: descriptorParam,
  type: unsupported(),
  unit_label: text(),
  url: text(),
}

/** docs.stripe.com/api/products/update */
const updateParams = {
  ...notYet,
  active: flag(),
  default_price: filled(),
  description: orEmpty(text(40_000)),
  images: orEmpty(list(filled())),
  marketing_features: orEmpty(marketingFeatures),
  metadata: metadata(),
  name: filled(),
  shippable: flag(),
  statement_descriptor: descriptorParam,
  unit_label: orEmpty(text()),
  url: orEmpty(text()),
}

/** docs.stripe.com/api/products/list */
const listParams = {
  ...pageParams,
  active: flag(),
  created: created(),
  ids: list(filled()),
  shippable: flag(),
  type: unsupported(),
  url: text(),
}

function createProduct(call: Call): Stripe.Product {
  const { default_price_data: price, ...given } = readCall(call, createParams)
  const { world } = call
  if (given.id !== undefined && world.store.get('products', given.id)) throw alreadyExists(given.id)
  const product = addProduct(world, given)
  if (!price) return product
  const { id } = newPrice(world, { ...price, product: product.id })
  const priced: Stripe.Product = { ...product, default_price: id }
  world.store.put('products', product.id, priced)
  return priced
}

/** A new product, told of by `product.created`. */
export function addProduct(world: World, given: Omit<Read<typeof createParams>, 'default_price_data'>): Stripe.Product {
  const { metadata: change, ...plain } = given
  const product: Stripe.Product = {
    ...BLANK,
    id: newId('product'),
    ...plain,
    created: world.now(),
    metadata: changedMetadata({}, change ?? {}),
    updated: world.now(),
  }
  world.store.put('products', product.id, product)
  emit(world, 'product.created', product)
  return product
}

const BLANK: Omit<Stripe.Product, 'created' | 'id' | 'name' | 'updated'> = {
  object: 'product',
  active: true,
  default_price: null,
  description: null,
  images: [],
  livemode: false,
  marketing_features: [],
  metadata: {},
  package_dimensions: null,
  shippable: null,
  statement_descriptor: null,
  tax_code: null,
  tax_details: null,
  type: 'service',
  unit_label: null,
  url: null,
}

function updateProduct(call: Call): Stripe.Product {
  const before = productInPath(call)
  const { metadata: change, images, marketing_features: features, ...plain } = readCall(call, updateParams)
  refuseForeignPrice(call.world, before.id, plain.default_price)
  const changed: Stripe.Product = {
    ...before,
    ...plain,
    ...(images !== undefined && { images: images ?? [] }),
    ...(features !== undefined && { marketing_features: features ?? [] }),
    ...(change !== undefined && { metadata: changedMetadata(before.metadata, change) }),
  }
  if (!previously(before, changed)) return changed
  const product = { ...changed, updated: call.world.now() }
  call.world.store.put('products', product.id, product)
  emitChange(call.world, 'product.updated', { object: product, previous: previously(before, product) ?? {} })
  return product
}

function listProducts(call: Call): object {
  const { active, created: within, ids, shippable, url, ...paging } = readCall(call, listParams)
  const rows = call.world.store
    .all('products')
    .filter((each) => active === undefined || each.active === active)
    .filter((each) => shippable === undefined || each.shippable === shippable)
    .filter((each) => url === undefined || each.url === url)
    .filter((each) => ids?.includes(each.id) ?? true)
    .filter((each) => within?.(each.created) ?? true)
  return page(rows, paging, { url: PATH, noun: 'product' })
}

function productInPath(call: Call): Readonly<Stripe.Product> {
  const product = call.world.store.get('products', pathId(call))
  if (product) return product
  throw noSuch('product', pathId(call), { param: 'id', path: true })
}

function refuseForeignPrice(world: World, product: string, price: string | undefined): void {
  if (price === undefined || world.store.get('prices', price)?.product === product) return
  throw noSuch('price', price, { param: 'default_price' })
}

function alreadyExists(id: string): StripeError {
  return new StripeError(400, {
    code: 'resource_already_exists',
    message: `Product already exists: ${id}.`,
    param: 'id',
  })
}
