import { isDeepStrictEqual } from 'node:util'
import type Stripe from 'stripe'
import type { Call } from '../wire/call'
import { invalid } from '../wire/errors'
import type { Read } from '../wire/parameters'
import { parcel } from './addresses'
import type { confirmParams } from './payment-intent-params'

/**
 * Remembers who sets the shipping of a PaymentIntent, for a browser may change only what a browser has set. What is there
 * already it may send again, which makes it no more its own.
 * @throws StripeError 400 in words recorded from Stripe when a server has set it.
 */
export function noteShipping(
  { world, key }: Call,
  { id, shipping: before }: Readonly<Stripe.PaymentIntent>,
  given: Read<typeof confirmParams>['shipping'],
): void {
  if (given === undefined) return
  if (key === 'secret') return world.store.remove('browser_shipping', id)
  const isShops = before !== null && !world.store.get('browser_shipping', id)
  if (!isShops) return world.store.put('browser_shipping', id, { id })
  if (given !== null && isDeepStrictEqual(parcel(given), before)) return
  const message =
    'The shipping information on this PaymentIntent was last set with a secret key and therefore cannot be changed ' +
    'with a publishable key. Please use your secret key instead.'
  throw invalid(message, { param: 'shipping' })
}
