import type Stripe from 'stripe'
import { enter } from '../balance-entry'
import { emit, emitChange } from '../events'
import { idOf } from '../ids'
import { StripeError } from '../wire/errors'
import type { World } from '../world'
import { previously } from './previously'

type Refund = Readonly<Stripe.Refund>

export function refundTimerId(id: string): string {
  return `timer_${id}`
}

/** The money has arrived at the customer's. @throws StripeError 400 unless the refund is pending. */
export function succeedRefund(world: World, before: Refund): void {
  if (before.status !== 'pending') throw refused(`The refund ${before.id} is not pending: it is ${before.status}.`)
  world.store.remove('timers', refundTimerId(before.id))
  update(world, before, { ...settled(before), status: 'succeeded' })
}

/**
 * The money could not be given back, even after it was said to have arrived (docs.stripe.com/refunds, failed refunds):
 * it returns to the balance, and the charge can be refunded again. @throws StripeError 400 when it has failed already.
 */
export function failRefund(world: World, before: Refund, reason = world.settings.refundFailureReason): void {
  if (before.status !== 'pending' && before.status !== 'succeeded') {
    throw refused(`The refund ${before.id} cannot fail: it is ${before.status}.`)
  }
  world.store.remove('timers', refundTimerId(before.id))
  const failed: Stripe.Refund = {
    ...settled(before),
    failure_balance_transaction: bookFailure(world, before),
    failure_reason: reason,
    status: 'failed',
  }
  giveBack(world, before)
  emit(world, 'refund.failed', failed)
  update(world, before, failed)
}

/** Only a pending refund says why it is pending. */
function settled(before: Refund): Stripe.Refund {
  const refund = { ...before }
  delete refund.pending_reason
  return refund
}

function update(world: World, before: Refund, refund: Stripe.Refund): void {
  world.store.put('refunds', refund.id, refund)
  const previous = {
    ...previously(before, refund),
    ...(before.pending_reason && { pending_reason: before.pending_reason }),
  }
  emitChange(world, 'refund.updated', { object: refund, previous })
  emitChange(world, 'charge.refund.updated', { object: refund, previous })
}

function bookFailure(world: World, { id, amount, currency }: Refund): string {
  const description = 'REFUND FAILURE'
  const entry = { amount, currency, description, source: id, type: 'refund_failure', category: 'refund_failure' }
  return enter(world, { ...entry, availableOn: world.now() }).id
}

/** No event of the charge is documented for this; those of the refund tell of it. */
function giveBack(world: World, { charge: id, amount }: Refund): void {
  const charge = world.store.get('charges', idOf(id) ?? '')
  if (!charge) return
  const back = { amount_refunded: charge.amount_refunded - amount, refunded: false }
  world.store.put('charges', charge.id, { ...charge, ...back })
}

function refused(message: string): StripeError {
  return new StripeError(400, { message })
}
