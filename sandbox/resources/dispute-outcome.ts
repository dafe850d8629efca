import type Stripe from 'stripe'
import { enter } from '../balance-entry'
import { emit, emitChange } from '../events'
import { StripeError } from '../wire/errors'
import type { World } from '../world'
import { disputeTimerId } from './new-dispute'
import { previously } from './previously'

type Dispute = Readonly<Stripe.Dispute>

/** Hands everything staged to the bank; docs.stripe.com/testing says which words decide a test dispute at once. */
export function submitEvidence(world: World, before: Dispute, staged: Dispute): Stripe.Dispute {
  const { evidence, evidence_details: details } = staged
  const submitted: Stripe.Dispute = {
    ...staged,
    evidence_details: { ...details, submission_count: details.submission_count + 1, submission_method: 'manual' },
    status: 'under_review',
  }
  world.store.remove('timers', disputeTimerId(before.id))
  updateDispute(world, before, submitted)
  if (evidence.uncategorized_text === 'winning_evidence') return closeDispute(world, submitted, 'won')
  if (evidence.uncategorized_text === 'losing_evidence') return closeDispute(world, submitted, 'lost')
  return submitted
}

/** Changes what a dispute says; nothing happens when it says that already. */
export function updateDispute(world: World, before: Dispute, dispute: Stripe.Dispute): void {
  const previous = previously(before, dispute)
  if (!previous) return
  world.store.put('disputes', dispute.id, dispute)
  emitChange(world, 'charge.dispute.updated', { object: dispute, previous })
}

/** The bank or Amazon has decided, or the shop gave in. @throws StripeError 400 when it was closed before. */
export function closeDispute(world: World, before: Dispute, as: 'won' | 'lost'): Stripe.Dispute {
  mustBeOpen(before)
  world.store.remove('timers', disputeTimerId(before.id))
  const closed: Stripe.Dispute = { ...before, status: as }
  if (as === 'lost') return ended(world, closed)
  const withMoney = { ...closed, balance_transactions: [...before.balance_transactions, reinstate(world, before)] }
  ended(world, withMoney)
  emit(world, 'charge.dispute.funds_reinstated', withMoney)
  return withMoney
}

/** @throws StripeError 400 when there is nothing left to say. */
export function mustBeOpen({ status }: Dispute): void {
  if (status === 'won' || status === 'lost') throw new StripeError(400, { message: 'This dispute is already closed.' })
}

function ended(world: World, dispute: Stripe.Dispute): Stripe.Dispute {
  world.store.put('disputes', dispute.id, dispute)
  emit(world, 'charge.dispute.closed', dispute)
  return dispute
}

function reinstate(world: World, { id, amount, currency, charge, balance_transactions }: Dispute) {
  const fee = balance_transactions[0]?.fee ?? 0
  return enter(world, {
    amount,
    currency,
    description: `Chargeback reversal for ${String(charge)}`,
    source: id,
    type: 'adjustment',
    category: 'dispute_reversal',
    ...(world.settings.disputeFeeReturned && { fee: { amount: -fee, description: 'Dispute fee refund' } }),
    availableOn: world.now(),
  })
}
