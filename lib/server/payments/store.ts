import 'server-only'
import { SETTLED_PAYMENTS } from '@/lib/domain/payment-status'
import { defaultOf, lockCustomer, sameAccount } from '../customers/store'
import { isUniqueViolation } from '../database-errors'
import { db, transaction, type Transaction } from '../db'
import type { NotificationKind, Payment, Prisma } from '../generated/client'
import { insertJob, insertLeasedJob, type LeasedJob } from '../jobs/store'
import { recordCharge } from '../ledger/store'
import { endPendingMandate, findPendingMandate } from '../mandates/store'
import { newId } from '../new-id'
import { tellBuyer } from '../notifications/store'
import { insertMethod } from '../payment-methods/store'
import type { ChargeSnapshot, PaidWith } from '../stripe/payment-intent-snapshot'
import { type NotChargeable, whyNotChargeable } from './why-not-chargeable'

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

export type NewCharge = {
  customerId: string
  paymentMethodId: string | undefined
  amount: number
  currency: string
  description: string
  statementDescriptor: string | null
  account: { stripeAccountId: string; livemode: boolean }
  idempotency: { route: string; key: string; bodyHash: string }
  actorId: string
  requestId: string
  now: Date
  nextSyncAt: Date
  /** Whether it is one of many that nobody waits for. */
  isBulk?: boolean
}

/**
 * Files an order with one line, its payment and the command to charge it, leased to the caller, in one transaction. What
 * may be charged is decided behind a lock on the account's customers, which removing a method takes as well.
 * Null when the idempotency key was used before: two at once collide on it. A string says why nothing may be charged.
 */
export async function insertCharge(charge: NewCharge): Promise<FiledCharge | NotChargeable | null> {
  try {
    return await transaction((tx) => fileCharge(tx, charge))
  } catch (error) {
    if (isUniqueViolation(error)) return null
    throw error
  }
}

export type FiledCharge = { paymentId: string; job: LeasedJob }

/** The same in a transaction of the caller's, which a key that was used before makes fail. */
export async function fileCharge(tx: Transaction, charge: NewCharge): Promise<FiledCharge | NotChargeable> {
  const [paymentId, orderId] = [newId(), newId()]
  const { actorId, requestId, idempotency, amount, currency, now: createdAt, description, isBulk } = charge
  await lockCustomer(tx, charge.customerId)
  const found = await chargeableMethod(tx, charge)
  if (typeof found === 'string') return found
  const { customerId, stripeCustomerId, paymentMethodId, type } = found
  await tx.idempotentRequest.create({ data: { ...idempotency, actorId, resultId: paymentId } })
  const items = { create: { position: 1, description, unitAmount: amount } }
  await tx.order.create({ data: { id: orderId, customerId, amount, currency, createdAt, items } })
  await tx.payment.create({
    data: {
      id: paymentId,
      orderId,
      customerId,
      paymentMethodId,
      stripeCustomerId,
      amount,
      currency,
      // Stripe refuses it where a card is charged.
      statementDescriptor: type === 'amazon_pay' ? charge.statementDescriptor : null,
      createKey: `create:${paymentId}:1`,
      confirmKey: `confirm:${paymentId}:1`,
      offSession: true,
      nextSyncAt: charge.nextSyncAt,
      createdAt,
      ...charge.account,
    },
  })
  await audit(tx, { paymentId, action: 'payment.ask', at: createdAt, actorId, requestId })
  const command = { id: newId(), kind: 'charge', subjectId: paymentId, isBulk: isBulk ?? false } as const
  return { paymentId, job: await insertLeasedJob(tx, command) }
}

type Chargeable = { customerId: string; stripeCustomerId: string; paymentMethodId: string; type: string }

async function chargeableMethod(
  tx: Transaction,
  { customerId, paymentMethodId: wanted, account }: NewCharge,
): Promise<Chargeable | NotChargeable> {
  if ((await tx.customer.count({ where: { id: customerId } })) === 0) return 'no_customer'
  const where = wanted ? { id: wanted, customer: sameAccount(customerId) } : defaultOf(customerId)
  const method = await tx.paymentMethod.findFirst({ where, include: { mandates: true, customer: true } })
  // A method is charged for the customer it was saved by: it hangs on that one's Stripe Customer.
  const stripeCustomerId = method?.customer.stripeCustomerId ?? null
  const isAllowed =
    method?.mandates.some(({ status, usage }) => status === 'active' && usage === 'off_session') ?? false
  const whyNot = whyNotChargeable({ stripeCustomerId, method: method && { ...method, isAllowed }, account })
  // The first two are what a charge needs; whyNotChargeable says so of them.
  if (!method || !stripeCustomerId || whyNot) return whyNot ?? 'no_method'
  return { customerId: method.customerId, stripeCustomerId, paymentMethodId: method.id, type: method.type }
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
  const { action, detail, at, charge, rereadMethod, mail, isPaid, paidWith } = consequences
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
    const payment = change.paymentMethodId === null ? { ...read, paymentMethodId: null } : read
    if (paidWith) await keepMethod(tx, payment, { paidWith, at })
    // What never went through saves nothing either.
    else if (change.status === 'canceled') await endPendingMandate(tx, read.id, at)
    if (charge) await recordMoney(tx, payment, charge)
    if (rereadMethod && read.paymentMethodId)
      await insertJob(tx, { id: newId(), kind: 'sync_method', subjectId: read.paymentMethodId })
    if (action) await audit(tx, { paymentId: read.id, action, at, detail })
    if (isPaid) await insertJob(tx, { id: newId(), kind: 'fulfil', subjectId: read.orderId })
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
  // The agreement was about Amazon Pay; a customer who paid otherwise in the end has saved nothing.
  if (paidWith.type !== 'amazon_pay') return endPendingMandate(tx, payment.id, at)
  if (paidWith.stripeCustomerId !== payment.stripeCustomerId)
    return insertJob(tx, { id: newId(), kind: 'adopt_method', subjectId: payment.id })
  const { stripePaymentMethodId, email } = paidWith
  // Paid with what was saved before: that rests on the agreement it came with.
  if (await tx.paymentMethod.count({ where: { stripePaymentMethodId } })) return endPendingMandate(tx, payment.id, at)
  const method = { stripePaymentMethodId, type: paidWith.type, email, card: null, stripeMandate: null }
  const paymentMethodId = await insertMethod(tx, payment, { mandateId: mandate.id, at, method })
  await tx.payment.update({ where: { id: payment.id }, data: { paymentMethodId } })
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
  const rows = await db().payment.findMany(due)
  return rows.map(({ id }) => id)
}

/** Takes a due payment for oneself by moving its next turn; false when another sweep was faster. */
export async function claimDuePayment(id: string, { now, next }: { now: Date; next: Date | null }): Promise<boolean> {
  const { count } = await db().payment.updateMany({
    where: { id, nextSyncAt: { lte: now } },
    data: { nextSyncAt: next, syncCount: { increment: 1 } },
  })
  return count === 1
}
