import type Stripe from 'stripe'
import { emitChange } from '../events'
import { newId } from '../ids'
import { type MandateCommand, changeMandate } from '../machines/mandate'
import type { World } from '../world'

type Mandate = Readonly<Stripe.Mandate>

/** The customer agreed on the shop's page; the mandate waits for their approval at Amazon. */
export function newMandate(world: World, method: string, accepted: Stripe.Mandate.CustomerAcceptance): string {
  const mandate: Stripe.Mandate = {
    id: newId('mandate'),
    object: 'mandate',
    customer_acceptance: accepted,
    livemode: false,
    multi_use: {},
    payment_method: method,
    payment_method_details: { amazon_pay: {}, type: 'amazon_pay' },
    status: 'pending',
    type: 'multi_use',
  }
  world.store.put('mandates', mandate.id, mandate)
  return mandate.id
}

export function activateMandate(world: World, id: string): void {
  const mandate = world.store.get('mandates', id)
  if (mandate) step(world, mandate, { do: 'activate', told: world.settings.mandateUpdatedOnActivation })
}

/** A mandate that nobody approved, or no longer needs. */
export function dropMandate(world: World, id: string): void {
  const mandate = world.store.get('mandates', id)
  if (mandate) endMandate(world, mandate)
}

/** Ends everything the customer allowed with this method; `mandate.updated` for each that was in force. */
export function endMandates(world: World, method: string): void {
  for (const mandate of mandatesOf(world, method)) endMandate(world, mandate)
}

/** Does nothing to one that has ended already. */
export function endMandate(world: World, mandate: Mandate): void {
  if (mandate.status !== 'inactive') step(world, mandate, { do: 'end' })
}

/** Oldest first. */
export function mandatesOf(world: World, method: string): Mandate[] {
  return world.groups.mandatesOfMethod.of(method)
}

/** Applies one step of the state machine and tells the endpoints. */
function step(world: World, before: Mandate, command: MandateCommand): void {
  const { mandate, event } = changeMandate(before, command)
  world.store.put('mandates', mandate.id, mandate)
  if (event) emitChange(world, event, { object: mandate, previous: { status: before.status } })
}
