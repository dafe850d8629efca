import type Stripe from 'stripe'
import { emitChange } from '../events'
import { newId } from '../ids'
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
  if (mandate) turn(world, mandate, { status: 'active', announced: world.settings.mandateUpdatedOnActivation })
}

/** A mandate that never came into force ends without a word. */
export function dropMandate(world: World, id: string): void {
  const mandate = world.store.get('mandates', id)
  if (mandate) turn(world, mandate, { status: 'inactive', announced: false })
}

/** Ends everything the customer allowed with this method; `mandate.updated` for each that was in force. */
export function endMandates(world: World, method: string): void {
  for (const mandate of mandatesOf(world, method)) endMandate(world, mandate)
}

export function endMandate(world: World, mandate: Mandate): void {
  if (mandate.status !== 'inactive')
    turn(world, mandate, { status: 'inactive', announced: mandate.status === 'active' })
}

/** Oldest first. */
export function mandatesOf(world: World, method: string): Mandate[] {
  return world.groups.mandatesOfMethod.of(method)
}

type Turn = { status: Stripe.Mandate.Status; announced: boolean }

function turn(world: World, mandate: Mandate, { status, announced }: Turn): void {
  const turned: Stripe.Mandate = { ...mandate, status }
  world.store.put('mandates', mandate.id, turned)
  if (announced) emitChange(world, 'mandate.updated', { object: turned, previous: { status: mandate.status } })
}
