import 'server-only'
import { lockCustomer, sameAccount } from '../customers/store'
import { db, transaction, type Transaction } from '../db'
import type { JobKind, Payment, Prisma, Recovery, RecoveryKeyKind } from '../generated/client'
import { insertJob } from '../jobs/store'
import { newId } from '../new-id'
import { tellBuyer } from '../notifications/store'
import { type Decline, nextTry } from './next-try'

type Declined = Pick<Payment, 'id' | 'orderId' | 'paymentMethodId' | 'invoiceId'>

/**
 * What follows for a payment's recovery from news of it, in the transaction that records them. A decline while its customer
 * is away brings the message and the first further try, or later ends the further try it belongs to; an end of the payment
 * ends both.
 */
export async function followPayment(
  tx: Transaction,
  payment: Declined & Pick<Payment, 'offSession'>,
  news: { decline: Decline | null; isOver: boolean },
): Promise<void> {
  const { decline, isOver } = news
  if (isOver)
    await tx.recovery.updateMany({ where: { paymentId: payment.id }, data: { nextTryAt: null, isTrying: false } })
  if (!decline) return
  const [{ at }, next] = [decline, nextTry(decline)]
  if (payment.offSession && (await openRecovery(tx, payment, { at, nextTryAt: next(0) }))) return
  await endTry(tx, payment, { at, next, detail: null })
}

// False when that was begun before: two that record the decline at once meet on the primary key.
async function openRecovery(
  tx: Transaction,
  { id: paymentId, orderId, paymentMethodId, invoiceId }: Declined,
  { at, nextTryAt }: { at: Date; nextTryAt: Date | null },
): Promise<boolean> {
  // Stripe tries an invoice again itself.
  const isOurs = nextTryAt !== null && invoiceId === null
  const isChargeable = isOurs && (await mayBeCharged(tx, paymentMethodId))
  const row = { paymentId, paymentMethodId, nextTryAt: isChargeable ? nextTryAt : null, createdAt: at }
  const { count } = await tx.recovery.createMany({ data: [row], skipDuplicates: true })
  if (count === 0) return false
  await tellBuyer(tx, { orderId }, { kind: 'charge_failed', subjectId: paymentId, at, fallback: null })
  return true
}

/**
 * Writes that the further try under way was declined, and when the next one is; after the last one the customer is told.
 * Changes nothing when none is under way. `next` is asked with how many further tries there were.
 */
async function endTry(
  tx: Transaction,
  { id: paymentId, orderId }: Pick<Declined, 'id' | 'orderId'>,
  { at, next, detail }: TryEnd,
): Promise<void> {
  const recovery = await lockRecovery(tx, paymentId)
  if (!recovery?.isTrying) return
  const { tries, paymentMethodId } = recovery
  const mayGoOn = (await mayBeCharged(tx, paymentMethodId)) && !(await wasStopped(tx, paymentId))
  const nextTryAt = mayGoOn ? next(tries) : null
  const where = { paymentId, isTrying: true, tries }
  const { count } = await tx.recovery.updateMany({ where, data: { isTrying: false, nextTryAt } })
  if (count === 0) return
  await note(tx, { paymentId, action: 'payment.retry_declined', at, detail })
  if (!nextTryAt)
    await tellBuyer(tx, { orderId }, { kind: 'charge_given_up', subjectId: paymentId, at, fallback: null })
}

type TryEnd = { at: Date; next: (tries: number) => Date | null; detail: string | null }

/** The same in a transaction of its own. */
export async function recordTryEnded(payment: Pick<Declined, 'id' | 'orderId'>, end: TryEnd): Promise<void> {
  await transaction((tx) => endTry(tx, payment, end))
}

/** Ends the further tries that would charge a method which is taken away. */
export async function dropTriesWith(tx: Transaction, paymentMethodId: string): Promise<void> {
  await tx.recovery.updateMany({ where: { paymentMethodId, nextTryAt: { not: null } }, data: { nextTryAt: null } })
}

/** Payments of which a further try is due, the longest due first. */
export async function dueTries(now: Date, limit: number): Promise<string[]> {
  const rows = await db().recovery.findMany({
    where: { nextTryAt: { lte: now } },
    orderBy: { nextTryAt: 'asc' },
    take: limit,
    select: { paymentId: true },
  })
  return rows.map(({ paymentId }) => paymentId)
}

/** While the customer is at it themselves, or the merchant, a try waits so long, in seconds. */
const LATER_SECONDS = 3600

/**
 * Files the command for a further try that is due: the same intent under the next confirm key. Locks go from the customer to
 * the order and the payment, as in paying and removing: a customer who pays at this moment goes first, or is told.
 */
export async function fileDueTry(paymentId: string, now: Date): Promise<void> {
  await transaction(async (tx) => {
    await lockPayment(tx, paymentId)
    const recovery = await tx.recovery.findUnique({ where: { paymentId }, include: { payment: true } })
    if (!recovery?.nextTryAt || recovery.nextTryAt > now) return
    const { payment, paymentMethodId } = recovery
    if (payment.invoiceId !== null) throw new Error(`Payment ${paymentId} is tried again by Stripe.`)
    const change = (data: Prisma.RecoveryUncheckedUpdateInput) => tx.recovery.update({ where: { paymentId }, data })
    if (!(await mayBeCharged(tx, paymentMethodId))) {
      await change({ nextTryAt: null })
      return note(tx, { paymentId, action: STOP, at: now, detail: NOT_CHARGEABLE })
    }
    if (!(await isIdle(tx, payment))) {
      await change({ nextTryAt: new Date(now.getTime() + LATER_SECONDS * 1000) })
      return
    }
    await change({ nextTryAt: null, isTrying: true, askedAt: now, tries: { increment: 1 } })
    // The customer may have tried something else meanwhile: this is about the method they have allowed to be charged.
    const number = Number(payment.confirmKey.split(':').at(-1)) + 1
    const confirmKey = `confirm:${paymentId}:${number}`
    await tx.payment.update({
      where: { id: paymentId },
      data: { confirmKey, paymentMethodId, version: { increment: 1 } },
    })
    await note(tx, { paymentId, action: 'payment.retry_ask', at: now, detail: null })
    // Nobody waits for it, and those of a long list are due at the same hour: it runs within the budget of bulk work.
    await insertJob(tx, { id: newId(), kind: 'retry', subjectId: paymentId, isBulk: true })
  })
}

const NOT_CHARGEABLE = 'The permission to charge has ended.'

async function lockPayment(tx: Transaction, id: string): Promise<void> {
  const { customerId } = await tx.payment.findUniqueOrThrow({ where: { id }, select: { customerId: true } })
  await lockCustomer(tx, customerId)
  await tx.$queryRaw`
    select 1 from orders where id = (select order_id from payments where id = ${id}::uuid) for no key update`
  await tx.$queryRaw`select 1 from payments where id = ${id}::uuid for no key update`
  await tx.$queryRaw`select 1 from recoveries where payment_id = ${id}::uuid for no key update`
}

// Nobody else is doing anything with it: neither the customer, at Amazon or here, nor the merchant.
async function isIdle(tx: Transaction, { id, status, asked }: Payment): Promise<boolean> {
  if (asked || (status !== 'requires_payment_method' && status !== 'requires_confirmation')) return false
  return (await tx.job.count({ where: { subjectId: id, kind: { in: SENDING }, dueAt: { not: null } } })) === 0
}

const SENDING: JobKind[] = ['charge', 'confirm', 'retry']

/** Puts the try under way back: it was not sent, because the customer is paying. It does not count. */
export async function putTryBack(paymentId: string, now: Date): Promise<void> {
  const later = new Date(now.getTime() + LATER_SECONDS * 1000)
  await transaction(async (tx) => {
    const recovery = await lockRecovery(tx, paymentId)
    if (!recovery?.isTrying) return
    const nextTryAt = (await wasStopped(tx, paymentId)) ? null : later
    await tx.recovery.update({ where: { paymentId }, data: { isTrying: false, nextTryAt, tries: { decrement: 1 } } })
  })
}

/**
 * Ends the further tries because the merchant wants none; false when there is none to come. One that is being made goes on,
 * and none follows it.
 */
export async function stopTries(
  paymentId: string,
  actor: { actorId: string; requestId: string; at: Date },
): Promise<boolean> {
  return transaction(async (tx) => {
    const recovery = await lockRecovery(tx, paymentId)
    if (!recovery || (!recovery.nextTryAt && !recovery.isTrying) || (await wasStopped(tx, paymentId))) return false
    await tx.recovery.update({ where: { paymentId }, data: { nextTryAt: null } })
    await note(tx, { paymentId, action: STOP, detail: null, ...actor })
    return true
  })
}

const STOP = 'payment.retry_stop'

// By somebody: what stopped by itself has nobody's name. The entry is written behind the lock that is held here.
async function wasStopped(tx: Transaction, paymentId: string): Promise<boolean> {
  const where = { subject: `payment:${paymentId}`, action: STOP, actorId: { not: null } }
  return (await tx.auditEntry.count({ where })) > 0
}

// Whoever files a try, ends it, or stops what would follow takes turns here.
async function lockRecovery(tx: Transaction, paymentId: string): Promise<Recovery | null> {
  await tx.$queryRaw`select 1 from recoveries where payment_id = ${paymentId}::uuid for no key update`
  return tx.recovery.findUnique({ where: { paymentId } })
}

type NewKey = { hash: string; kind: RecoveryKeyKind; paymentId: string; expiresAt: Date }

/** Keeps the hash of a link or a cookie; one that is kept already stays as it was. */
export async function keepKey(key: NewKey): Promise<void> {
  await db().recoveryKey.createMany({ data: [key], skipDuplicates: true })
}

const FOR_LINK = {
  paymentMethod: { select: { type: true } },
  payment: {
    include: { invoice: true, order: { include: { items: { orderBy: { position: 'asc' } }, payments: true } } },
  },
} satisfies Prisma.RecoveryInclude
export type LinkedRecovery = Prisma.RecoveryGetPayload<{ include: typeof FOR_LINK }>

/** What a mail's link leads to; null for one that is unknown or has expired by `now`. */
export async function findLinked(hash: string, now: Date): Promise<LinkedRecovery | null> {
  const key = await db().recoveryKey.findFirst({
    where: { hash, kind: 'link', expiresAt: { gt: now } },
    include: { recovery: { include: FOR_LINK } },
  })
  return key?.recovery ?? null
}

/** Failed charges of this customer's account whose orders nobody has paid, the newest first. */
export async function listUnpaid(customerId: string): Promise<LinkedRecovery[]> {
  const isPaid = { status: { in: ['succeeded', 'requires_capture'] } } satisfies Prisma.PaymentWhereInput
  return db().recovery.findMany({
    where: { payment: { customer: sameAccount(customerId), order: { payments: { none: isPaid } } } },
    orderBy: { createdAt: 'desc' },
    include: FOR_LINK,
  })
}

/** Orders that these cookies let somebody pay. Their ends are in real time. */
export async function findOpenedOrders(hashes: string[]): Promise<string[]> {
  const keys = await db().recoveryKey.findMany({
    where: { hash: { in: hashes }, kind: 'cookie', expiresAt: { gt: new Date() } },
    select: { recovery: { select: { payment: { select: { orderId: true } } } } },
  })
  return keys.map(({ recovery }) => recovery.payment.orderId)
}

/** How one payment's recovery stands, or null. */
export async function findRecovery(paymentId: string): Promise<Recovery | null> {
  return db().recovery.findUnique({ where: { paymentId } })
}

async function mayBeCharged(tx: Transaction, id: string | null): Promise<boolean> {
  if (id === null) return false
  const mandates = { some: { status: 'active', usage: 'off_session' } } as const
  return (await tx.paymentMethod.count({ where: { id, status: 'active', mandates } })) > 0
}

type Entry = {
  paymentId: string
  action: string
  at: Date
  detail: string | null
  actorId?: string
  requestId?: string
}

async function note(tx: Transaction, { paymentId, ...entry }: Entry): Promise<void> {
  await tx.auditEntry.create({ data: { ...entry, subject: `payment:${paymentId}` } })
}
