import 'server-only'
import { formatMoney } from '@/lib/domain/money'
import { isUniqueViolation } from '../database-errors'
import { db, transaction, type Transaction } from '../db'
import type { Payment, PaymentCommand } from '../generated/client'
import { insertLeasedJob, type LeasedJob } from '../jobs/store'
import { newId } from '../new-id'
import { fileNotification } from '../notifications/store'
import { audit } from '../payments/store'

export type Command = {
  paymentId: string
  what: PaymentCommand
  /** Minor units to capture; undefined for all that is held. */
  amount: number | undefined
  idempotency: { route: string; key: string; bodyHash: string }
  actorId: string
  requestId: string
  now: Date
}

/** Why something can't be done with a payment. */
export type NotDone =
  'no_payment' | 'changing' | 'hold_ended' | 'not_capturable' | 'not_cancelable' | 'amount_too_large' | 'other_account'

/**
 * Files what the merchant wants done with a payment, leased to the caller. One thing at a time: whoever else wants something
 * waits for the lock on its row, and is told that it is changing. Null when the idempotency key was used before.
 */
export async function askCommand(command: Command): Promise<LeasedJob | NotDone | null> {
  const { paymentId: id, what, idempotency, actorId, requestId, now } = command
  try {
    return await transaction(async (tx) => {
      await lockPayment(tx, id)
      const payment = await tx.payment.findUnique({ where: { id } })
      if (!payment) return 'no_payment'
      const hindrance = await hindranceOf(tx, payment, command)
      if (hindrance) return hindrance
      const amount = what === 'capture' ? (command.amount ?? payment.amount) : null
      await tx.idempotentRequest.create({ data: { ...idempotency, actorId, resultId: id } })
      await tx.payment.update({
        where: { id },
        data: { asked: what, askedAmount: amount, askedTry: { increment: 1 }, version: { increment: 1 } },
      })
      const detail = amount === null ? null : formatMoney({ amount, currency: payment.currency })
      await audit(tx, { paymentId: id, action: `payment.${what}_ask`, at: now, actorId, requestId, detail })
      return insertLeasedJob(tx, { id: newId(), kind: what, subjectId: id })
    })
  } catch (error) {
    if (isUniqueViolation(error)) return null
    throw error
  }
}

// Locks go from the order to its payment, as in paying.
async function lockPayment(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw`
    select 1 from orders where id = (select order_id from payments where id = ${id}::uuid) for no key update`
  await tx.$queryRaw`select 1 from payments where id = ${id}::uuid for no key update`
}

async function hindranceOf(tx: Transaction, payment: Payment, { what, amount, now }: Command): Promise<NotDone | null> {
  if (payment.asked) return 'changing'
  if (what === 'cancel') return (await isCancelable(tx, payment)) ? null : 'not_cancelable'
  const hasEnded = payment.captureBefore !== null && now >= payment.captureBefore
  if (hasEnded && (payment.status === 'requires_capture' || payment.status === 'canceled')) return 'hold_ended'
  if (payment.status === 'canceled' && payment.authorizedAt) return 'hold_ended'
  if (payment.status !== 'requires_capture') return 'not_capturable'
  return amount !== undefined && amount > payment.amount ? 'amount_too_large' : null
}

const CANCELABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture']

// What is being sent to Stripe right now is not ended under its feet.
async function isCancelable(tx: Transaction, payment: Payment): Promise<boolean> {
  const { id, status, stripePaymentIntentId, invoiceId } = payment
  // Stripe cancels the intent of an invoice itself (https://docs.stripe.com/api/invoice-payment/object, "is_default").
  if (invoiceId !== null) return false
  if (stripePaymentIntentId === null || status === null || !CANCELABLE.includes(status)) return false
  const sending = {
    subjectId: id,
    kind: { in: ['charge', 'confirm', 'retry'] as ('charge' | 'confirm' | 'retry')[] },
    dueAt: { not: null },
  }
  return (await tx.job.count({ where: sending })) === 0
}

/**
 * Takes a command off a payment that Stripe would not carry out; nothing has changed there. It is told by its try, not by
 * the version: news of the payment may come between, and the command would stay on it with nobody to carry it out.
 */
export async function recordRefusedCommand(
  { id, askedTry }: Payment,
  { what, detail, at }: { what: PaymentCommand; detail: string; at: Date },
): Promise<void> {
  await transaction(async (tx) => {
    const { count } = await tx.payment.updateMany({
      where: { id, askedTry, asked: what },
      data: { asked: null, askedAmount: null, version: { increment: 1 } },
    })
    if (count === 1) await audit(tx, { paymentId: id, action: `payment.${what}_refused`, at, detail })
  })
}

/** Lets the command be sent under another key; a second caller with the same news changes nothing. */
export async function renewCommand({ id, askedTry }: Payment): Promise<void> {
  await db().payment.updateMany({ where: { id, askedTry, asked: { not: null } }, data: { askedTry: { increment: 1 } } })
}

/** Payments whose hold ends before `end` and of which the merchant was not reminded yet. */
export async function unremindedHolds(end: Date, limit: number): Promise<string[]> {
  const rows = await db().payment.findMany({
    where: { status: 'requires_capture', captureBefore: { lte: end }, remindedAt: null },
    orderBy: { captureBefore: 'asc' },
    take: limit,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/** Files one mail to each of the merchant's people, once; two sweeps at once collide on the row. */
export async function remindOfHold(id: string, at: Date): Promise<void> {
  await transaction(async (tx) => {
    const where = { id, remindedAt: null, status: 'requires_capture' as const }
    const { count } = await tx.payment.updateMany({ where, data: { remindedAt: at } })
    if (count === 0) return
    const people = await tx.user.findMany({ where: { role: 'merchant' }, select: { email: true } })
    for (const { email: recipient } of people)
      await fileNotification(tx, { kind: 'hold_ending', subjectId: id, recipient, at })
  })
}
