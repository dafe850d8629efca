import type Stripe from 'stripe'
import { newId } from '../ids'
import type { Call } from '../wire/call'
import { invalid, noSuch, notImitated, type StripeError } from '../wire/errors'
import { changedMetadata } from '../wire/metadata'
import { missing, type Read } from '../wire/parameters'
import type { World } from '../world'
import { checkAmount, minimumAmount } from './amounts'
import type { lineItemParams, Mode, priceDataParams } from './checkout-session-params'
import { newPrice } from './new-price'
import { addProduct } from './products'
import { shownAmount } from './shown-amount'
import { refuseMixed } from './subscription-items'

type GivenItem = Read<typeof lineItemParams>
type GivenPrice = Read<typeof priceDataParams>
export type Bill = { items: Stripe.LineItem[]; amount: number; currency: string }

/** What a session sells; nothing in setup mode. */
export function lineItemsOf(world: World, session: string): Stripe.ApiList<Stripe.LineItem> {
  const data = world.store.get('checkout_plans', session)?.items ?? []
  // The list is answered as it is here and never changed.
  return { object: 'list', data: [...data], has_more: false, url: `/v1/checkout/sessions/${session}/line_items` }
}

/**
 * The items of a new session and what they come to, in minor units. Prices that are given inline are made.
 * @throws StripeError 400 when there are none, in several currencies, of the other mode's kind, or too little in total.
 */
export function billFor(call: Call, mode: Mode, given: GivenItem[] | undefined): Bill {
  if (!given || given.length === 0) throw missing('line_items')
  const items = given.map((item, index) => newItem(call, item, `line_items[${index}]`))
  const [first] = items
  const currency = first?.currency ?? ''
  if (items.some((item) => item.currency !== currency)) throw invalid(SEVERAL_CURRENCIES, { param: 'line_items' })
  refuseUnfit(mode, items)
  const amount = items.reduce((sum, item) => sum + item.amount_total, 0)
  if (mode === 'payment') refuseTooLittle(amount, currency)
  return { items, amount, currency }
}

function newItem({ world }: Call, given: GivenItem, name: string): Stripe.LineItem {
  const price = priceOf(world, given, name)
  if (given.quantity === undefined) throw missing(`${name}[quantity]`)
  const amount = (price.unit_amount ?? 0) * given.quantity
  return {
    id: newId('lineItem'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: nameOf(world, price),
    metadata: changedMetadata({}, given.metadata ?? {}),
    price,
    quantity: given.quantity,
  }
}

function priceOf(world: World, { price: id, price_data: inline }: GivenItem, name: string): Readonly<Stripe.Price> {
  if (id !== undefined && inline) throw exclusive(`${name}[price]`, `${name}[price_data]`)
  if (inline) return inlinePrice(world, inline, name)
  if (id === undefined) throw missing(`${name}[price]`)
  const price = world.store.get('prices', id)
  if (!price) throw noSuch('price', id, { param: `${name}[price]` })
  if (price.active) return price
  throw invalid('The price specified is inactive. This field only accepts active prices.', { param: `${name}[price]` })
}

/** A price for this one session: it is not on sale, and neither is a product that was made for it. */
function inlinePrice(world: World, { product, product_data: data, ...given }: GivenPrice, name: string): Stripe.Price {
  if ((product === undefined) === (data === undefined)) {
    throw exclusive(`${name}[price_data][product]`, `${name}[price_data][product_data]`)
  }
  const { id = product ?? '' } = data ? addProduct(world, { ...data, active: false }) : {}
  return newPrice(world, { ...given, active: false, product: id })
}

function nameOf(world: World, price: Readonly<Stripe.Price>): string {
  const product = typeof price.product === 'string' ? world.store.get('products', price.product) : undefined
  return product?.name ?? ''
}

function refuseUnfit(mode: Mode, items: Stripe.LineItem[]): void {
  const recurring = items.some(({ price }) => price?.recurring)
  if (mode === 'payment' && recurring) throw invalid(RECURRING_IN_PAYMENT)
  if (mode !== 'subscription') return
  if (!recurring) throw invalid(NOTHING_RECURRING)
  const prices = items.flatMap(({ price }) => price ?? [])
  if (prices.some((price) => !price.recurring)) throw notImitated('one-time prices beside recurring ones', 'line_items')
  refuseMixed(prices)
}

function refuseTooLittle(amount: number, currency: string): void {
  const minimum = minimumAmount(currency)
  if (amount >= minimum) return checkAmount(amount, currency)
  const message = `The Checkout Session's total amount due must add up to at least ${shownAmount(minimum, currency)} ${currency}`
  throw invalid(message, { code: 'amount_too_small' })
}

function exclusive(one: string, other: string): StripeError {
  return invalid(`You must specify exactly one of these parameters: ${one}, ${other}.`, {
    code: 'parameters_exclusive',
  })
}

const SEVERAL_CURRENCIES = 'All line items of a Checkout Session must be in the same currency.'
const RECURRING_IN_PAYMENT =
  'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.'
const NOTHING_RECURRING = 'You must provide at least one recurring price in `subscription` mode when using prices.'
