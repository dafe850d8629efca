import 'server-only'
import { negated, netOf } from '@/lib/domain/money'
import { db, type Transaction } from '../db'
import type { LedgerAccount } from '../generated/client'
import { newId } from '../new-id'
import type { Settlement } from '../stripe/payment-intent-snapshot'
import type { BalanceMove } from '../stripe/refunds'

type Charged = { paymentId: string; stripeChargeId: string; paidAt: Date; settlement: Settlement }

/**
 * Records a successful charge: Stripe holds the net amount for us, its fee is an expense, the whole is revenue. In the
 * currency Stripe settles in, so that the account can be compared with Stripe's balance.
 */
export async function recordCharge(tx: Transaction, charged: Charged): Promise<void> {
  const { paymentId, stripeChargeId, paidAt, settlement } = charged
  const { amount, fee, currency } = settlement
  await insertTransaction(tx, {
    source: `charge:${stripeChargeId}`,
    paymentId,
    occurredAt: paidAt,
    currency,
    entries: [
      { account: 'stripe_clearing', amount: netOf({ amount, fee }) },
      { account: 'fees', amount: fee },
      { account: 'revenue', amount: negated(amount) },
    ],
  })
}

type Refunded = { paymentId: string; source: string; move: BalanceMove }

/**
 * Records what a refund moved on Stripe's balance, or what came back because it failed: the other side are refunds, and a
 * fee Stripe takes for it is an expense. `source` names it once and for all, such as refund:re_…; again it changes nothing.
 */
export async function recordRefundMove(tx: Transaction, { paymentId, source, move }: Refunded): Promise<void> {
  await insertMove(tx, { paymentId, source, move, account: 'refunds' })
}

/** The same for a dispute, which takes the amount away and gives it back if it is won. */
export async function recordDisputeMove(tx: Transaction, { paymentId, source, move }: Refunded): Promise<void> {
  await insertMove(tx, { paymentId, source, move, account: 'disputes' })
}

async function insertMove(
  tx: Transaction,
  { paymentId, source, move, account }: Refunded & { account: LedgerAccount },
): Promise<void> {
  if ((await tx.ledgerTransaction.count({ where: { source } })) > 0) return
  const { amount, fee, currency, at: occurredAt } = move
  const entries = [
    { account: 'stripe_clearing' as const, amount: netOf({ amount, fee }) },
    { account: 'fees' as const, amount: fee },
    { account, amount: negated(amount) },
  ]
  await insertTransaction(tx, { source, paymentId, occurredAt, currency, entries })
}

/** What Stripe should hold for us, in minor units of each currency. */
export async function clearingBalances(): Promise<{ currency: string; amount: number }[]> {
  const sums = await db().ledgerEntry.groupBy({
    by: ['currency'],
    where: { account: 'stripe_clearing' },
    _sum: { amount: true },
    orderBy: { currency: 'asc' },
  })
  return sums.map(({ currency, _sum }) => ({ currency, amount: _sum.amount ?? 0 }))
}

type NewTransaction = {
  /** What at Stripe caused it, such as charge:py_…; unique. */
  source: string
  paymentId: string
  occurredAt: Date
  currency: string
  /** Minor units; positive is a debit. They have to add up to zero, or the database refuses to commit. */
  entries: { account: LedgerAccount; amount: number }[]
}

// Both sides at once, in the database transaction that records what caused them.
async function insertTransaction(tx: Transaction, movement: NewTransaction): Promise<void> {
  const { source, paymentId, occurredAt, currency } = movement
  const id = newId()
  await tx.ledgerTransaction.create({ data: { id, source, paymentId, occurredAt } })
  const moved = movement.entries.filter(({ amount }) => amount !== 0)
  await tx.ledgerEntry.createMany({ data: moved.map((entry) => ({ ...entry, transactionId: id, currency })) })
}
