import 'server-only'
import { SETTLED_PAYMENTS } from '@/lib/domain/payment-status'
import { lockCustomer } from '../customers/store'
import { db, transaction, type Transaction } from '../db'
import type { NotificationKind, Payment, Prisma } from '../generated/client'
import { insertJob } from '../jobs/store'
import { recordCharge } from '../ledger/store'
import { endPendingMandate, findPendingMandate } from '../mandates/store'
import { newId } from '../new-id'
import { tellBuyer } from '../notifications/store'
import { insertMethod } from '../payment-methods/store'
import type { Decline } from '../recovery/next-try'
import { followPayment } from '../recovery/store'
import { isTheirs } from '../stripe/customer-ids'
import type { ChargeSnapshot, PaidWith } from '../stripe/payment-intent-snapshot'

const WITH_METHOD = { paymentMethod: { include: { mandates: true } } } satisfies Prisma.PaymentInclude
export type FoundPayment = Prisma.PaymentGetPayload<{ include: typeof WITH_METHOD }>

/** One payment, or null. */
export async function findPayment(id: string): Promise<FoundPayment | null> {
  return db().payment.findUnique({ where: { id }, include: WITH_METHOD })
}

/** One payment by Stripe's id or, as long as that is not stored, by ours from the metadata. */
export async function findPaymentByStripeId(
  stripePaymentIntentId: string,
  paymentId: string | null,
): Promise<FoundPayment | null> {
  const found = await db().payment.findUnique({ where: { stripePaymentIntentId }, include: WITH_METHOD })
  if (found || !paymentId) return found
  return db().payment.findFirst({ where: { id: paymentId, stripePaymentIntentId: null }, include: WITH_METHOD })
}

export type PaymentChange = Prisma.PaymentUncheckedUpdateManyInput
/** What follows from a change besides the row itself. */
export type Consequences = {
  /** For the timeline; null when people would not notice. */
  action: string | null
  detail: string | null
  at: Date
  /** A charge that succeeded and is not in the ledger yet. */
  charge: ChargeSnapshot | null
  /** A failed charge may have cost the customer the saved method: read it again. */
  rereadMethod: boolean
  /** What the customer is told by mail; null when it is no news to them. */
  mail: NotificationKind | null
  /** A charge was declined while its customer was away: they are told, and it may be tried again. */
  decline: Decline | null
  /** The money has come in: the order can be fulfilled. */
  isPaid: boolean
  /** What was paid with, once the payment went through: if the customer agreed, it is saved now. */
  paidWith: PaidWith | null
}

/**
 * Writes what Stripe said about one payment, with all that follows from it, unless the row has moved on since it was read
 * or has ended. Gives what was written, and false to a caller that lost: it reads Stripe again.
 */
export async function recordPayment(
  read: FoundPayment,
  change: PaymentChange,
  consequences: Consequences,
): Promise<Payment | false> {
  const { action, detail, at, charge, rereadMethod, mail, decline, isPaid, paidWith } = consequences
  return transaction(async (tx) => {
    // Locks go from the customer to the payment, here as in charging and removing.
    if (paidWith) await lockCustomer(tx, read.customerId)
    // A succeeded payment still waits for its fee; everything else about it is settled.
    const where: Prisma.PaymentWhereInput = {
      id: read.id,
      version: read.version,
      OR: [{ status: null }, { status: { notIn: [...SETTLED_PAYMENTS] } }, { status: 'succeeded', fee: null }],
    }
    const [written] = await tx.payment.updateManyAndReturn({ where, data: { ...change, version: { increment: 1 } } })
    if (!written) return false
    const { paymentMethodId: other } = change
    const payment = other === null || typeof other === 'string' ? { ...read, paymentMethodId: other } : read
    if (paidWith) await keepMethod(tx, payment, { paidWith, at })
    // What never went through saves nothing either.
    else if (change.status === 'canceled') await endPendingMandate(tx, read.id, at)
    if (charge) await recordMoney(tx, payment, charge)
    if (rereadMethod && read.paymentMethodId)
      await insertJob(tx, { id: newId(), kind: 'sync_method', subjectId: read.paymentMethodId })
    if (action) await audit(tx, { paymentId: read.id, action, at, detail })
    const isOver = isPaid || paidWith !== null || change.status === 'canceled'
    if (decline || isOver) await followPayment(tx, read, { decline, isOver })
    if (isPaid) await insertJob(tx, { id: newId(), kind: 'fulfil', subjectId: read.orderId })
    if (isPaid) await wakeSubscription(tx, read, at)
    if (mail) await tellBuyer(tx, read, { kind: mail, subjectId: read.id, at, fallback: paidWith?.email ?? null })
    return written
  })
}

type Kept = { paidWith: PaidWith; at: Date }

/**
 * Saves what was paid with, if the customer agreed to it and it hangs on our own Stripe Customer. In which order Stripe
 * lets us see "succeeded" and "attached" is not promised: one that is not attached yet is left to a command.
 */
async function keepMethod(tx: Transaction, payment: Payment, { paidWith, at }: Kept): Promise<void> {
  const mandate = await findPendingMandate(tx, payment.id)
  if (!mandate) return
  // Agreeing to have Amazon Pay saved covers nothing else: a customer who paid otherwise in the end has saved nothing.
  const coversAny = mandate.notice.covers === 'any_method'
  if (paidWith.type !== 'amazon_pay' && !coversAny) return endPendingMandate(tx, payment.id, at)
  if (!isTheirs(paidWith, payment)) return insertJob(tx, { id: newId(), kind: 'adopt_method', subjectId: payment.id })
  const { stripePaymentMethodId, email, card } = paidWith
  // Paid with what was saved before: that rests on the agreement it came with.
  if (await tx.paymentMethod.count({ where: { stripePaymentMethodId } })) return endPendingMandate(tx, payment.id, at)
  const method = { stripePaymentMethodId, type: paidWith.type, email, card, stripeMandate: null }
  const paymentMethodId = await insertMethod(tx, payment, { mandateId: mandate.id, at, method })
  await tx.payment.update({ where: { id: payment.id }, data: { paymentMethodId } })
  await wakeSubscription(tx, payment, at)
}

// What a subscription is paid with, and whether it has begun, follows from its payment: it is read again.
async function wakeSubscription(tx: Transaction, { invoiceId }: Payment, at: Date): Promise<void> {
  if (invoiceId === null) return
  const where = { invoices: { some: { id: invoiceId } }, endedAt: null }
  await tx.subscription.updateMany({ where, data: { nextSyncAt: at } })
}

/** The same later, once Stripe has attached the method; false when there is nothing left to save. */
export async function adoptMethod(payment: FoundPayment, kept: Kept): Promise<void> {
  await transaction(async (tx) => {
    await lockCustomer(tx, payment.customerId)
    await keepMethod(tx, payment, kept)
  })
}

/** Gives up saving: Stripe has not attached the method, or it is gone again. */
export async function giveUpSaving({ id }: FoundPayment, at: Date): Promise<void> {
  await transaction((tx) => endPendingMandate(tx, id, at))
}

async function recordMoney(tx: Transaction, payment: FoundPayment, charge: ChargeSnapshot): Promise<void> {
  const { stripeChargeId, chargedAt, funding, settlement } = charge
  if (settlement && payment.fee === null)
    await recordCharge(tx, { paymentId: payment.id, stripeChargeId, paidAt: chargedAt, settlement })
  if (!payment.paymentMethodId) return
  await tx.paymentMethod.updateMany({
    where: { id: payment.paymentMethodId, OR: [{ lastPaidAt: null }, { lastPaidAt: { lt: chargedAt } }] },
    data: { lastPaidAt: chargedAt, fundingBrand: funding?.brand ?? null, fundingLast4: funding?.last4 ?? null },
  })
}

type Entry = {
  paymentId: string
  action: string
  at: Date
  detail?: string | null
  actorId?: string
  requestId?: string
}

/** Writes one line of a payment's timeline. */
export async function audit(tx: Transaction, { paymentId, ...entry }: Entry): Promise<void> {
  await tx.auditEntry.create({ data: { ...entry, subject: `payment:${paymentId}` } })
}

/** Lets the next create or confirm use another key; a second caller with the same news changes nothing. */
export async function renewKey({ id }: Payment, name: 'createKey' | 'confirmKey', key: string): Promise<void> {
  const [what, , number] = key.split(':')
  await db().payment.updateMany({ where: { id, [name]: key }, data: { [name]: `${what}:${id}:${Number(number) + 1}` } })
}

/** Ids of payments that the sweep should look at, the longest due first. */
export async function duePayments(now: Date, limit: number): Promise<string[]> {
  const due = {
    where: { nextSyncAt: { lte: now } },
    orderBy: { nextSyncAt: 'asc' },
    take: limit,
    select: { id: true },
  } as const
  return (await db().payment.findMany(due)).map(({ id }) => id)
}

/** Takes a due payment for oneself by moving its next turn; false when another sweep was faster. */
export async function claimDuePayment(id: string, { now, next }: { now: Date; next: Date | null }): Promise<boolean> {
  const { count } = await db().payment.updateMany({
    where: { id, nextSyncAt: { lte: now } },
    data: { nextSyncAt: next, syncCount: { increment: 1 } },
  })
  return count === 1
}
