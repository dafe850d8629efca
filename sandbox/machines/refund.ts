import type Stripe from 'stripe'
import { StripeError } from '../wire/errors'
import { type Allowed, mustAllow } from './allowed'

type Refund = Readonly<Stripe.Refund>
type RefundState = 'pending' | 'succeeded' | 'failed'

/** Everything that can happen to a refund once it exists; `transaction` brings the money back into the balance. */
export type RefundCommand = { do: 'succeed' } | { do: 'fail'; reason: string; transaction: string }
export type RefundChange = { refund: Stripe.Refund; events: Stripe.Event.Type[] }

const ALLOWED: Allowed<RefundCommand['do'], RefundState> = {
  succeed: ['pending'],
  fail: ['pending', 'succeeded'],
}

const UPDATED: Stripe.Event.Type[] = ['refund.updated', 'charge.refund.updated']

/**
 * pending → succeeded | failed; one that succeeded can still come back (docs.stripe.com/refunds, failed refunds). Pure.
 * @throws IllegalStep
 */
export function changeRefund(before: Refund, command: RefundCommand): RefundChange {
  mustAllow(ALLOWED, command, stateOf(before))
  if (command.do === 'succeed') return { refund: { ...settled(before), status: 'succeeded' }, events: UPDATED }
  const { reason, transaction } = command
  const failure = { failure_balance_transaction: transaction, failure_reason: reason }
  return { refund: { ...settled(before), ...failure, status: 'failed' }, events: ['refund.failed', ...UPDATED] }
}

/** @throws StripeError 400 unless its money is still on its way. */
export function maySucceed({ id, status }: Refund): void {
  if (status !== 'pending') throw refused(`The refund ${id} is not pending: it is ${status}.`)
}

/** @throws StripeError 400 when it has failed already, or only tells of money that was released. */
export function mayFail({ id, status, balance_transaction: transaction }: Refund): void {
  if (status !== 'pending' && status !== 'succeeded') throw refused(`The refund ${id} cannot fail: it is ${status}.`)
  if (transaction === null) throw refused(`The refund ${id} cannot fail: it moved no money.`)
}

/** Nothing here waits for the customer, so no refund is canceled or requires action. */
function stateOf({ status }: Refund): RefundState {
  return status === 'pending' || status === 'succeeded' ? status : 'failed'
}

/** Only a pending refund says why it is pending. */
function settled(before: Refund): Stripe.Refund {
  const refund = { ...before }
  delete refund.pending_reason
  return refund
}

function refused(message: string): StripeError {
  return new StripeError(400, { message })
}
