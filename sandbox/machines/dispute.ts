import type Stripe from 'stripe'
import { StripeError } from '../wire/errors'
import { type Allowed, IllegalStep, mustAllow } from './allowed'

type Dispute = Readonly<Stripe.Dispute>
const STATES = ['needs_response', 'under_review', 'won', 'lost'] as const
type DisputeState = (typeof STATES)[number]
type Transaction = Stripe.BalanceTransaction

/** Everything that can happen to a dispute once it exists. */
export type DisputeCommand =
  | { do: 'withdraw'; transaction: Transaction }
  | { do: 'respond'; evidence: Partial<Stripe.Dispute.Evidence>; metadata: Stripe.Metadata; submit: boolean }
  | { do: 'describe'; metadata: Stripe.Metadata }
  | { do: 'lose' }
  | { do: 'win'; transaction: Transaction }
export type DisputeChange = { dispute: Stripe.Dispute; events: Stripe.Event.Type[] }

const ALLOWED: Allowed<DisputeCommand['do'], DisputeState> = {
  withdraw: ['needs_response'],
  respond: ['needs_response'],
  describe: ['needs_response', 'under_review', 'won', 'lost'],
  lose: ['needs_response', 'under_review'],
  win: ['needs_response', 'under_review'],
}

/**
 * needs_response → under_review → won | lost (docs.stripe.com/disputes). The money leaves the balance once and comes
 * back at most once. Pure. @throws IllegalStep
 */
export function changeDispute(before: Dispute, command: DisputeCommand): DisputeChange {
  mustAllow(ALLOWED, command, stateOf(before))
  switch (command.do) {
    case 'withdraw':
      if (before.balance_transactions.length > 0) throw new IllegalStep('withdraw twice')
      return { dispute: withMoney(before, command.transaction), events: ['charge.dispute.funds_withdrawn'] }
    case 'respond':
      return { dispute: responded(before, command), events: ['charge.dispute.updated'] }
    case 'describe':
      return { dispute: { ...before, metadata: command.metadata }, events: ['charge.dispute.updated'] }
    case 'lose':
      return { dispute: { ...before, status: 'lost' }, events: ['charge.dispute.closed'] }
    case 'win': {
      if (before.balance_transactions.length !== 1) throw new IllegalStep('win without having lost the money')
      const dispute: Stripe.Dispute = { ...withMoney(before, command.transaction), status: 'won' }
      return { dispute, events: ['charge.dispute.closed', 'charge.dispute.funds_reinstated'] }
    }
  }
}

/** @throws StripeError 400 when there is nothing left to say. */
export function mustBeOpen({ status }: Dispute): void {
  if (status === 'won' || status === 'lost') throw new StripeError(400, { message: 'This dispute is already closed.' })
}

/** Evidence is handed in once. @throws StripeError 400 after that. */
export function mustWaitForEvidence(dispute: Dispute): void {
  mustBeOpen(dispute)
  if (dispute.status === 'needs_response') return
  const message = 'The evidence for this dispute has already been submitted and can no longer be changed.'
  throw new StripeError(400, { message })
}

/** What was staged before is submitted with the rest; nothing at all is no answer. */
function responded(before: Dispute, command: Extract<DisputeCommand, { do: 'respond' }>): Stripe.Dispute {
  const { evidence, metadata, submit } = command
  const details = before.evidence_details
  const hasEvidence = details.has_evidence || Object.keys(evidence).length > 0
  const staged = { ...details, has_evidence: hasEvidence }
  const dispute = { ...before, evidence: { ...before.evidence, ...evidence }, evidence_details: staged, metadata }
  if (!submit || !hasEvidence) return dispute
  const submission = { submission_count: details.submission_count + 1, submission_method: 'manual' as const }
  return { ...dispute, evidence_details: { ...staged, ...submission }, status: 'under_review' }
}

function withMoney(before: Dispute, transaction: Transaction): Stripe.Dispute {
  return { ...before, balance_transactions: [...before.balance_transactions, transaction] }
}

/** The sandbox makes no inquiries (`warning_…`), and nothing that is prevented. */
function stateOf({ id, status }: Dispute): DisputeState {
  const known = STATES.find((each) => each === status)
  if (known) return known
  throw new IllegalStep(`${id} is ${status}`)
}
