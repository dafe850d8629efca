import type Stripe from 'stripe'
import { emit, emitChange } from '../events'
import { type DisputeCommand, changeDispute } from '../machines/dispute'
import type { World } from '../world'
import { previously } from './previously'

/** Applies one step of the state machine and tells the endpoints, unless nothing came of it. */
export function stepDispute(world: World, id: string, command: DisputeCommand): Stripe.Dispute {
  const before = world.store.get('disputes', id)
  if (!before) throw new Error(`There is no dispute ${id}.`)
  const { dispute, events } = changeDispute(before, command)
  const previous = previously(before, dispute)
  if (!previous) return dispute
  world.store.put('disputes', id, dispute)
  if (dispute.status !== 'needs_response') world.store.remove('timers', disputeTimerId(id))
  for (const event of events) {
    if (event === 'charge.dispute.updated') emitChange(world, event, { object: dispute, previous })
    else emit(world, event, dispute)
  }
  return dispute
}

/** The time by which the shop has to answer. */
export function setDisputeTimer(world: World, dispute: string, dueAt: number): void {
  world.setTimer({ id: disputeTimerId(dispute), dueAt, kind: 'dispute.due', dispute })
}

function disputeTimerId(id: string): string {
  return `timer_${id}`
}
