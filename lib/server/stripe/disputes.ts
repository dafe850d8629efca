import 'server-only'
import type Stripe from 'stripe'
import { stripe } from './client'
import { callStripe } from './errors'
import { idOf } from './read'

/** What we take from a Dispute. */
export type DisputeSnapshot = {
  stripeDisputeId: string
  stripePaymentIntentId: string | null
  /** Minor units. */
  amount: number
  currency: string
  /** In Stripe's words, such as needs_response. */
  status: string
  reason: string
  /** chargeback or claim, where Stripe tells it for Amazon Pay. */
  kind: string | null
  evidenceDueBy: Date | null
  openedAt: Date
  /** What it has moved on Stripe's balance, in minor units of the currency it settles in. */
  moves: { stripeTransactionId: string; amount: number; fee: number; currency: string; at: Date }[]
}

/** Reads a Dispute as it is now. */
export async function retrieveDispute(stripeDisputeId: string): Promise<DisputeSnapshot> {
  return snapshot(await callStripe(() => stripe().disputes.retrieve(stripeDisputeId)))
}

function snapshot(dispute: Stripe.Dispute): DisputeSnapshot {
  const { due_by } = dispute.evidence_details
  return {
    stripeDisputeId: dispute.id,
    stripePaymentIntentId: idOf(dispute.payment_intent),
    amount: dispute.amount,
    currency: dispute.currency,
    status: dispute.status,
    reason: dispute.reason,
    kind: dispute.payment_method_details?.amazon_pay?.dispute_type ?? null,
    evidenceDueBy: due_by === null ? null : new Date(due_by * 1000),
    openedAt: new Date(dispute.created * 1000),
    moves: dispute.balance_transactions.map(({ id, amount, fee, currency, created }) => ({
      stripeTransactionId: id,
      amount,
      fee,
      currency,
      at: new Date(created * 1000),
    })),
  }
}
