import 'server-only'
import { REFUND_SECONDS } from '@/lib/domain/payment-status'
import { differenceOf, formatMoney, sumOf } from '@/lib/domain/money'
import { addSeconds } from '../clock'
import { isUniqueViolation } from '../database-errors'
import { db, transaction, type Transaction } from '../db'
import type { Payment, Prisma, Refund, RefundReason } from '../generated/client'
import { insertLeasedJob, type LeasedJob } from '../jobs/store'
import { recordRefundMove } from '../ledger/store'
import { newId } from '../new-id'
import { tellBuyer, writtenTo } from '../notifications/store'
import { audit } from '../payments/store'
import type { RefundSnapshot } from '../stripe/refunds'

export type { Refund }

const WITH_PAYMENT = { payment: true } satisfies Prisma.RefundInclude
export type FoundRefund = Prisma.RefundGetPayload<{ include: typeof WITH_PAYMENT }>

/** One refund with its payment, by our id or by Stripe's; null when there is none such. */
export async function findRefund(where: { id: string } | { stripeRefundId: string }): Promise<FoundRefund | null> {
  return db().refund.findUnique({ where, include: WITH_PAYMENT })
}

export type NewRefund = {
  paymentId: string
  /** Minor units; undefined for all that is left. */
  amount: number | undefined
  reason: RefundReason | undefined
  idempotency: { route: string; key: string; bodyHash: string }
  actorId: string
  requestId: string
  now: Date
  nextSyncAt: Date
}
export type NotRefundable = 'no_payment' | 'not_refundable' | 'too_large' | 'too_late'

/**
 * Files a refund and the command to make it, leased to the caller. What is left is worked out behind a lock on the payment:
 * however many are asked for at once, together they never exceed what was charged. Null when the key was used before.
 */
export async function insertRefund(
  refund: NewRefund,
): Promise<{ refundId: string; job: LeasedJob } | NotRefundable | null> {
  const { paymentId, idempotency, actorId, requestId, now, nextSyncAt, reason } = refund
  const id = newId()
  try {
    return await transaction(async (tx) => {
      await lockPayment(tx, paymentId)
      const payment = await tx.payment.findUnique({ where: { id: paymentId }, include: { refunds: true } })
      if (!payment) return 'no_payment'
      const left = leftOf(payment)
      if (left === null || left <= 0) return 'not_refundable'
      if (isTooLate(payment, now)) return 'too_late'
      const amount = refund.amount ?? left
      if (amount > left) return 'too_large'
      await tx.idempotentRequest.create({ data: { ...idempotency, actorId, resultId: id } })
      const createKey = `refund:${id}:1`
      const row = { id, paymentId, amount, createKey, madeHere: true, createdAt: now, nextSyncAt }
      await tx.refund.create({ data: { ...row, ...(reason && { reason }) } })
      await audit(tx, {
        paymentId,
        action: 'refund.ask',
        at: now,
        actorId,
        requestId,
        detail: formatMoney({ amount, currency: payment.currency }),
      })
      return { refundId: id, job: await insertLeasedJob(tx, { id: newId(), kind: 'refund', subjectId: id }) }
    })
  } catch (error) {
    if (isUniqueViolation(error)) return null
    throw error
  }
}

/** What can still be given back of a payment, in minor units; null when nothing was charged. */
export function leftOf({ status, amountReceived, refunds }: Payment & { refunds: Refund[] }): number | null {
  if (status !== 'succeeded' || amountReceived === null) return null
  const promised = refunds.filter((refund) => refund.status !== 'failed' && refund.status !== 'canceled')
  return differenceOf(amountReceived, sumOf(promised.map(({ amount }) => amount)))
}

/** Until when a payment can be refunded; null where no such end is documented. */
export function refundEnd({ methodType, paidAt, authorizedAt }: Payment): Date | null {
  const chargedAt = authorizedAt ?? paidAt
  return methodType === 'amazon_pay' && chargedAt ? addSeconds(chargedAt, REFUND_SECONDS) : null
}

function isTooLate(payment: Payment, now: Date): boolean {
  const end = refundEnd(payment)
  return end !== null && now >= end
}

async function lockPayment(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw`select 1 from payments where id = ${id}::uuid for no key update`
}

/** Files a refund that somebody made in Stripe's Dashboard; two readers of the same one collide on its id. */
export async function adoptRefund(payment: Payment, snapshot: RefundSnapshot, nextSyncAt: Date): Promise<void> {
  const { id: paymentId } = payment
  const { stripeRefundId, amount, reason, madeAt: createdAt } = snapshot
  await db().refund.createMany({
    data: {
      paymentId,
      stripeRefundId,
      amount,
      reason,
      createKey: stripeRefundId,
      madeHere: false,
      createdAt,
      nextSyncAt,
    },
    skipDuplicates: true,
  })
}

type Written = { snapshot: RefundSnapshot; at: Date; nextSyncAt: Date | null }

/**
 * Writes what Stripe said about a refund with all that follows: the payment's sum, the books, the timeline, the customer's
 * mail. False when the row has moved on since it was read.
 */
export async function recordRefund(read: FoundRefund, { snapshot, at, nextSyncAt }: Written): Promise<boolean> {
  const { id, paymentId, version } = read
  const { stripeRefundId, status, failureReason, move, failureMove } = snapshot
  return transaction(async (tx) => {
    await lockPayment(tx, paymentId)
    const { count } = await tx.refund.updateMany({
      where: { id, version },
      data: { stripeRefundId, status, failureReason, nextSyncAt, syncCount: 0, version: { increment: 1 } },
    })
    if (count === 0) return false
    if (move) await recordRefundMove(tx, { paymentId, source: `refund:${stripeRefundId}`, move })
    if (failureMove)
      await recordRefundMove(tx, { paymentId, source: `refund_failure:${stripeRefundId}`, move: failureMove })
    await sumUp(tx, paymentId)
    if (status === read.status) return true
    await audit(tx, { paymentId, action: `refund.${status}`, at, detail: failureReason ?? stripeRefundId })
    const kind = status === 'succeeded' ? 'refund_made' : status === 'failed' ? 'refund_failed' : null
    if (kind) {
      const fallback = await writtenTo(tx, paymentId)
      await tellBuyer(tx, read.payment, { kind, subjectId: id, at, fallback })
    }
    return true
  })
}

// A payment knows what has come of its refunds, so that its state needs no look at them.
async function sumUp(tx: Transaction, id: string): Promise<void> {
  const succeeded = await tx.refund.findMany({
    where: { paymentId: id, status: 'succeeded' },
    select: { amount: true },
  })
  const amountRefunded = sumOf(succeeded.map(({ amount }) => amount))
  await tx.payment.updateMany({
    where: { id, amountRefunded: { not: amountRefunded } },
    data: { amountRefunded, version: { increment: 1 } },
  })
}

/** Ends a refund that Stripe would not make: nothing moved, and the amount can be given back some other way. */
export async function recordRefused(read: FoundRefund, failureReason: string, at: Date): Promise<void> {
  const { id, paymentId, version } = read
  await transaction(async (tx) => {
    await lockPayment(tx, paymentId)
    const where = { id, version, stripeRefundId: null, status: null }
    const data = { status: 'failed', failureReason, nextSyncAt: null, version: { increment: 1 } } as const
    const { count } = await tx.refund.updateMany({ where, data })
    if (count === 1) await audit(tx, { paymentId, action: 'refund.refused', at, detail: failureReason })
  })
}

/** Whether the books have all that Stripe has moved for a refund. */
export async function isBooked({ stripeRefundId, move, failureMove }: RefundSnapshot): Promise<boolean> {
  const sources = [move && `refund:${stripeRefundId}`, failureMove && `refund_failure:${stripeRefundId}`]
  const moved = sources.filter((source) => source !== null)
  return (await db().ledgerTransaction.count({ where: { source: { in: moved } } })) === moved.length
}

/** Keeps what Stripe said instead of telling whether it made a refund; as soon as that is known, it is dropped again. */
export async function recordUnclear({ id }: Refund, failureReason: string): Promise<void> {
  await db().refund.updateMany({ where: { id, stripeRefundId: null, status: null }, data: { failureReason } })
}

/** Refunds that the sweep should look at, the longest due first. */
export async function dueRefunds(now: Date, limit: number): Promise<string[]> {
  const rows = await db().refund.findMany({
    where: { nextSyncAt: { lte: now } },
    orderBy: { nextSyncAt: 'asc' },
    take: limit,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/** Takes a due refund for oneself by moving its next turn; false when another sweep was faster. */
export async function claimDueRefund(id: string, { now, next }: { now: Date; next: Date | null }): Promise<boolean> {
  const { count } = await db().refund.updateMany({
    where: { id, nextSyncAt: { lte: now } },
    data: { nextSyncAt: next, syncCount: { increment: 1 } },
  })
  return count === 1
}

/** The payment that Stripe calls by this intent, or null. */
export async function findPaymentOf(stripePaymentIntentId: string): Promise<Payment | null> {
  return db().payment.findUnique({ where: { stripePaymentIntentId } })
}
