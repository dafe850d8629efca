import type Stripe from 'stripe'
import { StripeError, invalid, noSuch, notImitated } from '../wire/errors'
import { changedMetadata } from '../wire/metadata'
import type { Read } from '../wire/parameters'
import type { World } from '../world'
import { checkAmount } from './amounts'
import { newPrice } from './new-price'
import { type PricedItem, planOf } from './new-subscription'
import type { createParams, updateParams } from './subscription-params'

type Given = Read<typeof createParams>['items'][number]
type Changes = NonNullable<Read<typeof updateParams>['items']>
type Subscription = Readonly<Stripe.Subscription>

/** What a new subscription is for. @throws StripeError 400 unless its prices are charged together. */
export function pricedItems(world: World, given: Given[]): PricedItem[] {
  if (given.length === 0) throw invalid('You must pass at least one item.', { param: 'items' })
  const items = given.map(({ plan, price = plan, price_data: data, quantity = 1, metadata }, index) => {
    const name = `items[${index}][price]`
    if ((price === undefined) === (data === undefined)) {
      throw invalid('You must specify either `price` or `price_data`.', { param: name })
    }
    const found = data ? newPrice(world, { ...data, active: false }) : recurringPrice(world, price ?? '', name)
    return { price: found, quantity, metadata: metadata ?? {} }
  })
  refuseMixed(items.map(({ price }) => price))
  const total = items.reduce((sum, { price, quantity }) => sum + (price.unit_amount ?? 0) * quantity, 0)
  if (total > 0) checkAmount(total, items[0]?.price.currency ?? '')
  return items
}

/**
 * The items after an update. Another price or quantity holds from the next period on; what has been paid for the present
 * one is not set off.
 * @throws StripeError 400 for an item of another subscription, or where Stripe would set it off.
 */
export function changedItems(world: World, subscription: Subscription, { items: changes, prorated }: ItemChanges) {
  const data = subscription.items.data.map((item) => {
    const change = changes.find(({ id }) => id === item.id)
    if (!change) return item
    const { recurring } = item.price
    const named = change.price ?? change.plan
    const price = named === undefined ? item.price : recurringPrice(world, named, 'items[0][price]')
    const quantity = change.quantity ?? item.quantity ?? 1
    const costsTheSame = price.id === item.price.id && quantity === item.quantity
    if (!costsTheSame && prorated && subscription.status !== 'trialing')
      throw notImitated(PRORATIONS, 'proration_behavior')
    return {
      ...item,
      metadata: changedMetadata(item.metadata, change.metadata ?? {}),
      ...(recurring && price.recurring && { plan: planOf(price, price.recurring) }),
      price,
      quantity,
    }
  })
  const unknown = changes.find(({ id }) => !data.some((item) => item.id === id))
  if (unknown) throw unknownItem(unknown.id)
  refuseMixed([...subscription.items.data, ...data].map(({ price }) => price))
  return { ...subscription.items, data }
}

type ItemChanges = { items: Changes; prorated: boolean }

const PRORATIONS = 'prorations; with `proration_behavior=none` it changes items'

function unknownItem(id: string | undefined): StripeError {
  if (id === undefined) return notImitated('adding items to a subscription', 'items')
  return noSuch('subscription_item', id, { param: 'items[0][id]' })
}

function recurringPrice(world: World, id: string, param: string): Readonly<Stripe.Price> {
  const price = world.store.get('prices', id)
  if (!price) throw noSuch('price', id, { param })
  if (!price.recurring) throw new StripeError(400, { message: ONE_TIME, param })
  if (!price.active) throw new StripeError(400, { message: INACTIVE, param })
  return price
}

/** With flexible billing Stripe bills several intervals together; here there is one for each subscription. */
export function refuseMixed(prices: Readonly<Stripe.Price>[]): void {
  const [first, ...others] = prices
  const differs = (field: 'interval' | 'interval_count') =>
    others.some(({ recurring }) => recurring?.[field] !== first?.recurring?.[field])
  if (others.some(({ currency }) => currency !== first?.currency)) throw mismatch('currency')
  if (differs('interval') || differs('interval_count')) throw mismatch('interval')
}

function mismatch(field: string): StripeError {
  const message = `Currency and interval fields must match across all plans on this subscription. Found mismatch in ${field} field.`
  return new StripeError(400, { message, param: 'items' })
}

const ONE_TIME =
  'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.'
const INACTIVE = 'The price specified is inactive. This field only accepts active prices.'
