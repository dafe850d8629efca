import type Stripe from 'stripe'
import { emit, emitChange } from '../events'
import { idOf } from '../ids'
import { type MethodCommand, changeMethod } from '../machines/payment-method'
import type { World } from '../world'
import { ownerOf } from './owner'

type Method = Readonly<Stripe.PaymentMethod>

/** Hands the method to the customer; doing it twice changes nothing. */
export function attach(world: World, method: Method, customer: string): Stripe.PaymentMethod {
  if (idOf(method.customer) === customer) return method
  return stepMethod(world, method, { do: 'attach', owner: ownerOf(world, customer) })
}

/** Applies one step of the state machine and tells the endpoints. */
export function stepMethod(world: World, before: Method, command: MethodCommand): Stripe.PaymentMethod {
  const { id } = before
  const known = world.store.get('used_up_methods', id)?.how ?? null
  const { method, usedUp, event } = changeMethod({ method: before, usedUp: known }, command)
  world.store.put('payment_methods', id, method)
  if (usedUp && !known) world.store.put('used_up_methods', id, { id, how: usedUp })
  if (event === 'payment_method.detached') emitChange(world, event, { object: method, previous: ownerBefore(before) })
  else if (event) emit(world, event, method)
  return method
}

function ownerBefore({ customer, customer_account }: Method) {
  return { customer: idOf(customer), ...(customer_account && { customer_account }) }
}
