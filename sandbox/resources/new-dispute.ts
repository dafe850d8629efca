import type Stripe from 'stripe'
import { enter } from '../balance-entry'
import { emit } from '../events'
import { newId } from '../ids'
import { unrefunded } from '../machines/charge'
import { StripeError } from '../wire/errors'
import type { World } from '../world'
import { stepCharge } from './charge-changes'
import { setDisputeTimer, stepDispute } from './dispute-changes'
import { EVIDENCE } from './dispute-evidence'
import { failRefund } from './refund-outcome'
import { shownAmount } from './shown-amount'
import { behaviourOf } from './test-cards'

type Charge = Readonly<Stripe.Charge>
export type Contested = { kind?: 'chargeback' | 'claim'; amount?: number; reason?: string }

const DAY_SECONDS = 86_400

/** docs.stripe.com/api/disputes/object, `reason` */
export const DISPUTE_REASONS = [
  'bank_cannot_process',
  'check_returned',
  'credit_not_processed',
  'customer_initiated',
  'debit_not_authorized',
  'duplicate',
  'fraudulent',
  'general',
  'incorrect_account_details',
  'insufficient_funds',
  'noncompliant',
  'product_not_received',
  'product_unacceptable',
  'subscription_canceled',
  'unrecognized',
] as const

/**
 * The customer contests a captured charge at Amazon or at their bank; the money is withdrawn at once. A refund that is
 * still pending fails (docs.stripe.com/refunds, failed refunds). @throws StripeError 400 when it cannot be contested.
 */
export function openDispute(world: World, contested: Charge, wanted: Contested): Stripe.Dispute {
  refuseToContest(world, contested, wanted)
  failPendingRefunds(world, contested.id)
  const charge = world.store.get('charges', contested.id) ?? contested
  const opened = newDispute(world, charge, { ...wanted, amount: contestedAmount(charge, wanted.amount) })
  stepCharge(world, charge.id, { do: 'contest' })
  world.store.put('disputes', opened.id, opened)
  emit(world, 'charge.dispute.created', opened)
  setDisputeTimer(world, opened.id, opened.evidence_details.due_by ?? 0)
  return stepDispute(world, opened.id, { do: 'withdraw', transaction: withdraw(world, opened) })
}

/** What the number of a test card says about the charge, once its money is there; docs.stripe.com/testing, disputes. */
export function contestedByCard(world: World, charge: Charge): Contested | null {
  const method = world.store.get('payment_methods', charge.payment_method ?? '')
  const reason = method && behaviourOf(method).dispute
  return reason ? { reason } : null
}

function refuseToContest(world: World, charge: Charge, { kind }: Contested): void {
  if (world.groups.disputesOfCharge.of(charge.id).length > 0) {
    throw new StripeError(400, { message: `The charge ${charge.id} is disputed already.` })
  }
  if (kind === 'claim' && charge.payment_method_details?.type !== 'amazon_pay') {
    throw new StripeError(400, { message: 'Only a payment with Amazon Pay can be contested with a claim.' })
  }
}

/** What was asked for, else everything that is not the customer's already. */
function contestedAmount(charge: Charge, asked: number | undefined): number {
  const left = unrefunded(charge)
  const amount = asked ?? left
  if (amount >= 1 && amount <= left) return amount
  const message = `Of the charge ${charge.id} only ${shownAmount(left, charge.currency)} can be disputed.`
  throw new StripeError(400, { message })
}

function failPendingRefunds(world: World, charge: string): void {
  for (const refund of world.groups.refundsOfCharge.of(charge)) {
    if (refund.status === 'pending') failRefund(world, refund, 'charge_for_pending_refund_disputed')
  }
}

function newDispute(world: World, charge: Charge, wanted: Contested & { amount: number }): Stripe.Dispute {
  const { kind = 'chargeback', reason = kind === 'claim' ? 'product_not_received' : 'fraudulent' } = wanted
  const { email, name } = charge.billing_details
  return {
    id: newId('dispute'),
    object: 'dispute',
    amount: wanted.amount,
    balance_transactions: [],
    charge: charge.id,
    created: world.now(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...EVIDENCE, customer_email_address: email, customer_name: name },
    evidence_details: {
      due_by: world.now() + world.settings.disputeDueDays * DAY_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: detailsOf(charge, kind),
    reason,
    status: 'needs_response',
  }
}

function detailsOf({ payment_method_details: paid }: Charge, kind: string): Stripe.Dispute.PaymentMethodDetails {
  if (paid?.type !== 'card') return { amazon_pay: { dispute_type: kind }, type: 'amazon_pay' }
  const brand = paid.card?.brand ?? 'unknown'
  const card = { brand, case_type: 'chargeback', network: paid.card?.network ?? brand, network_reason_code: null }
  return { card, type: 'card' }
}

function withdraw(world: World, { id, amount, currency, charge }: Stripe.Dispute): Stripe.BalanceTransaction {
  return enter(world, {
    amount: -amount,
    currency,
    description: `Chargeback withdrawal for ${String(charge)}`,
    source: id,
    type: 'adjustment',
    category: 'dispute',
    fee: { amount: world.settings.disputeFee, description: 'Dispute fee' },
    availableOn: world.now(),
  })
}
