import type Stripe from 'stripe'
import { emitChange } from '../events'
import { type ChargeCommand, changeCharge } from '../machines/charge'
import type { World } from '../world'
import { previously } from './previously'

/** Applies one step of the state machine and tells the endpoints. */
export function stepCharge(world: World, id: string, command: ChargeCommand): Stripe.Charge {
  const before = world.store.get('charges', id)
  if (!before) throw new Error(`There is no charge ${id}.`)
  const { charge, event } = changeCharge(before, command)
  world.store.put('charges', id, charge)
  if (event) emitChange(world, event, { object: charge, previous: previously(before, charge) ?? {} })
  return charge
}
