import type Stripe from 'stripe'
import { enter } from '../balance-entry'
import { mustBeOpen } from '../machines/dispute'
import type { World } from '../world'
import { stepDispute } from './dispute-changes'

type Dispute = Readonly<Stripe.Dispute>

/** docs.stripe.com/testing says which words decide a test dispute at once. */
export function decideByWords(world: World, dispute: Stripe.Dispute): Stripe.Dispute {
  if (dispute.status !== 'under_review') return dispute
  const { uncategorized_text: words } = dispute.evidence
  if (words === 'winning_evidence') return closeDispute(world, dispute, 'won')
  return words === 'losing_evidence' ? closeDispute(world, dispute, 'lost') : dispute
}

/** The bank or Amazon has decided, or the shop gave in. @throws StripeError 400 when it was closed before. */
export function closeDispute(world: World, before: Dispute, as: 'won' | 'lost'): Stripe.Dispute {
  mustBeOpen(before)
  if (as === 'lost') return stepDispute(world, before.id, { do: 'lose' })
  return stepDispute(world, before.id, { do: 'win', transaction: reinstate(world, before) })
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
