import type Stripe from 'stripe'
import { enter } from '../balance-entry'
import { emit, emitChange } from '../events'
import { idOf } from '../ids'
import { type RefundCommand, changeRefund, mayFail, maySucceed } from '../machines/refund'
import type { World } from '../world'
import { stepCharge } from './charge-changes'
import { previously } from './previously'

type Refund = Readonly<Stripe.Refund>

export function refundTimerId(id: string): string {
  return `timer_${id}`
}

/** The money has arrived at the customer's. @throws StripeError 400 unless the refund is pending. */
export function succeedRefund(world: World, before: Refund): void {
  maySucceed(before)
  step(world, before, { do: 'succeed' })
}

/**
 * The money could not be given back, even after it was said to have arrived (docs.stripe.com/refunds, failed refunds):
 * it returns to the balance, and the charge can be refunded again. @throws StripeError 400 when it has failed already.
 */
export function failRefund(world: World, before: Refund, reason = world.settings.refundFailureReason): void {
  mayFail(before)
  stepCharge(world, idOf(before.charge) ?? '', { do: 'take_back', amount: before.amount })
  step(world, before, { do: 'fail', reason, transaction: bookFailure(world, before) })
}

/** Applies one step of the state machine and tells the endpoints. */
function step(world: World, before: Refund, command: RefundCommand): void {
  const { refund, events } = changeRefund(before, command)
  world.store.remove('timers', refundTimerId(refund.id))
  world.store.put('refunds', refund.id, refund)
  const pending = before.pending_reason && { pending_reason: before.pending_reason }
  const previous = { ...previously(before, refund), ...pending }
  for (const event of events) {
    if (event === 'refund.failed') emit(world, event, refund)
    else emitChange(world, event, { object: refund, previous })
  }
}

function bookFailure(world: World, { id, amount, currency }: Refund): string {
  const description = 'REFUND FAILURE'
  const entry = { amount, currency, description, source: id, type: 'refund_failure', category: 'refund_failure' }
  return enter(world, { ...entry, availableOn: world.now() }).id
}
