import type Stripe from 'stripe'
import { emit } from '../events'
import { newId } from '../ids'
import { StripeError, invalid, noSuch } from '../wire/errors'
import { changedMetadata } from '../wire/metadata'
import type { Read } from '../wire/parameters'
import type { World } from '../world'
import type { createParams } from './price-params'

type Given = Omit<Partial<Read<typeof createParams>>, 'product_data'> & { currency: string; product: string }

/**
 * A price of an existing product, told of by `price.created`.
 * @throws StripeError 400 without an amount, for an unknown product, or for a period of more than three years.
 */
export function newPrice(world: World, given: Given): Stripe.Price {
  const { metadata: change, recurring, unit_amount: amount, ...plain } = given
  if (amount === undefined) throw invalid(MISSING_AMOUNT, { param: 'unit_amount' })
  if (!world.store.get('products', given.product)) throw noSuch('product', given.product, { param: 'product' })
  if (given.lookup_key !== undefined) refuseUsedKey(world, given.lookup_key)
  const price: Stripe.Price = {
    ...BLANK,
    id: newId('price'),
    ...plain,
    created: world.now(),
    metadata: changedMetadata({}, change ?? {}),
    recurring: recurring ? recurrence(recurring) : null,
    type: recurring ? 'recurring' : 'one_time',
    unit_amount: amount,
    unit_amount_decimal: decimal(amount),
  }
  world.store.put('prices', price.id, price)
  emit(world, 'price.created', price)
  return price
}

/** The SDK makes its Decimal of the text that is sent. */
export function decimal(amount: number): Stripe.Price['unit_amount_decimal'] {
  return String(amount) as unknown as Stripe.Price['unit_amount_decimal']
}

/** @throws StripeError 400 when another price has this lookup key. */
export function refuseUsedKey(world: World, key: string): void {
  const other = world.store.all('prices').find((each) => each.lookup_key === key)
  if (!other) return
  const message = `A price (\`${other.id}\`) already uses that lookup key.`
  throw new StripeError(400, { message, param: 'lookup_key' })
}

const BLANK: Omit<Stripe.Price, 'created' | 'currency' | 'id' | 'product' | 'recurring' | 'type'> = {
  object: 'price',
  active: true,
  billing_scheme: 'per_unit',
  custom_unit_amount: null,
  livemode: false,
  lookup_key: null,
  metadata: {},
  nickname: null,
  tax_behavior: 'unspecified',
  tiers_mode: null,
  transform_quantity: null,
  unit_amount: null,
  unit_amount_decimal: null,
}

function recurrence({ interval, interval_count: count = 1 }: NonNullable<Given['recurring']>): Stripe.Price.Recurring {
  if (count > LONGEST[interval]) throw invalid(TOO_LONG, { param: 'recurring[interval_count]' })
  return { interval, interval_count: count, meter: null, trial_period_days: null, usage_type: 'licensed' }
}

/** docs.stripe.com/api/prices/create, `interval_count`: three years at most. */
const LONGEST = { day: 3 * 365, week: 156, month: 36, year: 3 }
const TOO_LONG = 'The maximum billing interval is three years (1095 days, 156 weeks, 36 months or 3 years).'
const MISSING_AMOUNT = 'A price needs a `unit_amount`; the sandbox imitates no other kind of price.'
