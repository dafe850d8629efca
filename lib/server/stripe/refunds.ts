import 'server-only'
import type Stripe from 'stripe'
import { stripe } from './client'
import { callStripe } from './errors'
import { expanded, idOf, known } from './read'

export const REFUND_STATUSES = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] as const
const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const

/** What moves on Stripe's balance, in minor units of the currency it settles in; `amount` is negative for money that goes. */
export type BalanceMove = { amount: number; fee: number; currency: string; at: Date }

/** What we take from a Refund. */
export type RefundSnapshot = {
  stripeRefundId: string
  stripePaymentIntentId: string | null
  /** Our own id, from the metadata; null for one made in the Dashboard. */
  refundId: string | null
  /** Minor units. */
  amount: number
  status: (typeof REFUND_STATUSES)[number]
  reason: (typeof REASONS)[number] | null
  failureReason: string | null
  /** What left the balance; null until Stripe has booked it. */
  move: BalanceMove | null
  /** What came back to the balance because it failed. */
  failureMove: BalanceMove | null
  madeAt: Date
}

type NewRefund = {
  refundId: string
  stripePaymentIntentId: string
  amount: number
  reason: (typeof REASONS)[number] | null
  idempotencyKey: string
}

const EXPAND = ['balance_transaction', 'failure_balance_transaction']

/** Gives money back, in minor units (https://docs.stripe.com/api/refunds/create). With Amazon Pay it takes a while. */
export async function createRefund(refund: NewRefund): Promise<RefundSnapshot> {
  const { refundId, stripePaymentIntentId, amount, reason, idempotencyKey } = refund
  const params = {
    payment_intent: stripePaymentIntentId,
    amount,
    ...(reason && { reason }),
    metadata: { refund_id: refundId },
    expand: EXPAND,
  }
  return snapshot(await callStripe(() => stripe().refunds.create(params, { idempotencyKey })))
}

/** Reads a Refund as it is now. */
export async function retrieveRefund(stripeRefundId: string): Promise<RefundSnapshot> {
  return snapshot(await callStripe(() => stripe().refunds.retrieve(stripeRefundId, { expand: EXPAND })))
}

/** All refunds of a payment, wherever they were made, the newest first. */
export async function listRefunds(stripePaymentIntentId: string): Promise<RefundSnapshot[]> {
  const params = { payment_intent: stripePaymentIntentId, limit: 100, expand: EXPAND.map((name) => `data.${name}`) }
  return callStripe(async () => (await stripe().refunds.list(params).autoPagingToArray({ limit: 1000 })).map(snapshot))
}

function snapshot(refund: Stripe.Refund): RefundSnapshot {
  return {
    stripeRefundId: refund.id,
    stripePaymentIntentId: idOf(refund.payment_intent),
    refundId: refund.metadata?.refund_id ?? null,
    amount: refund.amount,
    status: known(REFUND_STATUSES, refund.status ?? 'pending', 'Refund status'),
    reason: REASONS.find((reason) => reason === refund.reason) ?? null,
    failureReason: refund.failure_reason ?? null,
    move: moveOf(expanded(refund.balance_transaction)),
    failureMove: moveOf(expanded(refund.failure_balance_transaction ?? null)),
    madeAt: new Date(refund.created * 1000),
  }
}

function moveOf(transaction: Stripe.BalanceTransaction | null): BalanceMove | null {
  if (!transaction) return null
  const { amount, fee, currency, created } = transaction
  return { amount, fee, currency, at: new Date(created * 1000) }
}
