import 'server-only'
import { db, transaction } from '../db'
import type { Prisma } from '../generated/client'
import { recordDisputeMove } from '../ledger/store'
import { fileNotification } from '../notifications/store'
import { audit } from '../payments/store'
import type { DisputeSnapshot } from '../stripe/disputes'

const WITH_ALL = {
  payment: {
    include: {
      customer: { include: { user: true } },
      order: true,
      mandates: true,
      paymentMethod: { include: { mandates: true } },
    },
  },
} satisfies Prisma.DisputeInclude
export type FoundDispute = Prisma.DisputeGetPayload<{ include: typeof WITH_ALL }>

/** Disputes with what they are about, those to be answered first. */
export async function listDisputeRows(limit: number): Promise<FoundDispute[]> {
  return db().dispute.findMany({
    orderBy: [{ nextSyncAt: { sort: 'asc', nulls: 'last' } }, { evidenceDueBy: 'asc' }, { openedAt: 'desc' }],
    take: limit,
    include: WITH_ALL,
  })
}

/** The disputes of one payment, the newest first. */
export async function listDisputesOf(paymentId: string): Promise<FoundDispute[]> {
  return db().dispute.findMany({ where: { paymentId }, orderBy: { openedAt: 'desc' }, include: WITH_ALL })
}

type Seen = { snapshot: DisputeSnapshot; paymentId: string; at: Date; nextSyncAt: Date | null }

/**
 * Writes what Stripe said about a dispute with all that follows: the books, the timeline, a mail to the merchant's people
 * when it is new. Readers take turns on the payment's row; the one who read last is right.
 */
export async function recordDispute({ snapshot, paymentId, at, nextSyncAt }: Seen): Promise<void> {
  const { stripeDisputeId, amount, currency, status, reason, kind, evidenceDueBy, openedAt, moves } = snapshot
  await transaction(async (tx) => {
    await tx.$queryRaw`select 1 from payments where id = ${paymentId}::uuid for no key update`
    const before = await tx.dispute.findUnique({ where: { stripeDisputeId } })
    for (const { stripeTransactionId, ...move } of moves)
      await recordDisputeMove(tx, { paymentId, source: `dispute:${stripeTransactionId}`, move })
    // A decision is final: an older reading does not undo it.
    if (before && before.nextSyncAt === null) return
    const seen = { amount, currency, status, reason, kind, evidenceDueBy, nextSyncAt }
    const row = before
      ? await tx.dispute.update({ where: { id: before.id }, data: seen })
      : await tx.dispute.create({ data: { ...seen, paymentId, stripeDisputeId, openedAt } })
    if (before?.status !== status)
      await audit(tx, { paymentId, action: `dispute.${status}`, at, detail: stripeDisputeId })
    if (before) return
    const people = await tx.user.findMany({ where: { role: 'merchant' }, select: { email: true } })
    for (const { email: recipient } of people)
      await fileNotification(tx, { kind: 'dispute_opened', subjectId: row.id, recipient, at })
  })
}

/** The payment that Stripe calls by this intent, or null. */
export async function findPaymentOf(stripePaymentIntentId: string) {
  return db().payment.findUnique({ where: { stripePaymentIntentId } })
}

/** Disputes that the sweep should look at, the longest due first. */
export async function dueDisputes(now: Date, limit: number): Promise<string[]> {
  const rows = await db().dispute.findMany({
    where: { nextSyncAt: { lte: now } },
    orderBy: { nextSyncAt: 'asc' },
    take: limit,
    select: { stripeDisputeId: true },
  })
  return rows.map(({ stripeDisputeId }) => stripeDisputeId)
}

/** Takes a due dispute for oneself by moving its next turn; false when another sweep was faster. */
export async function claimDueDispute(
  stripeDisputeId: string,
  { now, next }: { now: Date; next: Date },
): Promise<boolean> {
  const where = { stripeDisputeId, nextSyncAt: { lte: now } }
  return (await db().dispute.updateMany({ where, data: { nextSyncAt: next } })).count === 1
}
