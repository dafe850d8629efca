import type Stripe from 'stripe'
import { expect } from 'vitest'
import type { WorldState } from '../../sandbox/control-types'
import { paidAtAmazon, paymentRow } from './checkout'
import { control } from './saving'
import { orderState, paymentState } from '@/lib/domain/payment-status'
import { db } from '@/lib/server/db'
import { sweep } from '@/lib/server/jobs/sweep'

/** A hold of $60.00 that its customer has approved, as a guest unless a cookie says who. */
export const held = (cookie?: string) => paidAtAmazon('moon-landing', cookie)
/** A payment of $24.00 that has come in. */
export const paid = (cookie?: string) => paidAtAmazon('orbit-hop', cookie)

type Objects = WorldState['objects']

/**
 * What a payment has come to here and at Stripe, in minor units, without what differs from one to the next. Whoever looks
 * at many reads Stripe's side once and brings it along.
 */
export async function moneyOf(paymentId: string, objects?: Objects) {
  const row = await paymentRow(paymentId)
  const siblings = await db().payment.findMany({ where: { orderId: row.orderId } })
  return {
    state: paymentState(row),
    order: orderState(siblings),
    asked: row.asked,
    received: row.amountReceived,
    refunded: row.amountRefunded,
    refunds: row.refunds.map(({ status, amount }) => `${status} ${amount}`).toSorted(),
    ledger: accountsOf(row.ledger.flatMap(({ entries }) => entries)),
    atStripe: await atStripe(paymentId, objects),
  }
}

type Entry = { account: string; amount: number }

/** What each account holds, such as `fees 100`. */
export function accountsOf(entries: readonly Entry[]): string[] {
  const sums = new Map<string, number>()
  for (const { account, amount } of entries) sums.set(account, (sums.get(account) ?? 0) + amount)
  return [...sums].map(([account, sum]) => `${account} ${sum}`).toSorted()
}

async function atStripe(paymentId: string, objects?: Objects) {
  const { charges, refunds, intents } = await objectsOf(paymentId, objects)
  return {
    intents: intents.map(({ status }) => status).toSorted(),
    captured: sum(charges.map(({ amount_captured }) => amount_captured)),
    refunds: refunds.map(({ status, amount }) => `${status} ${amount}`).toSorted(),
  }
}

/** Everything that Stripe has of one payment. Charges are those that moved or reserved money. */
export async function objectsOf(paymentId: string, objects?: Objects) {
  const all = objects ?? (await control.state()).objects
  const { payment_intents, charges, refunds, disputes, balance_transactions } = all
  const intents = payment_intents.filter(({ metadata }) => metadata.payment_id === paymentId)
  const isOf = <T extends { payment_intent?: string | Stripe.PaymentIntent | null }>({ payment_intent }: T) =>
    intents.some(({ id }) => id === payment_intent)
  const own = {
    charges: charges.filter((charge) => isOf(charge) && charge.status === 'succeeded'),
    refunds: refunds.filter(isOf),
    disputes: disputes.filter(isOf),
  }
  const ids = new Set(Object.values(own).flatMap((objects) => objects.map(({ id }) => id)))
  return { ...own, intents, moves: balance_transactions.filter(({ source }) => ids.has(String(source))) }
}

/** What our books say Stripe holds of a payment, beside what Stripe holds; and the movements that are out of balance. */
export async function booksOf(paymentId: string, objects?: Objects) {
  const { ledger } = await paymentRow(paymentId)
  const entries = ledger.flatMap((movement) => movement.entries)
  return {
    ours: sum(entries.filter(({ account }) => account === 'stripe_clearing').map(({ amount }) => amount)),
    stripes: sum((await objectsOf(paymentId, objects)).moves.map(({ net }) => net)),
    unbalanced: ledger.filter((movement) => sum(movement.entries.map(({ amount }) => amount)) !== 0).length,
  }
}

/** Our books and Stripe's balance agree about a payment, and every movement adds up to zero. */
export async function expectBalanced(paymentId: string): Promise<void> {
  const { ours, stripes, unbalanced } = await booksOf(paymentId)
  expect([ours, unbalanced]).toEqual([stripes, 0])
}

/** Sweeps until nothing is due any more. */
export async function sweepAll(): Promise<void> {
  while ((await sweep()) > 0);
}

/** The mails that were filed about one thing, the first one first. */
export async function mailsAbout(subjectId: string): Promise<string[]> {
  const rows = await db().notification.findMany({ where: { subjectId }, orderBy: { id: 'asc' } })
  return rows.map(({ kind }) => kind)
}

/** What a payment's timeline says, the first thing first. */
export async function timelineOf(paymentId: string): Promise<string[]> {
  const where = { subject: `payment:${paymentId}` }
  return (await db().auditEntry.findMany({ where, orderBy: { id: 'asc' } })).map(({ action }) => action)
}

/** Commands about these rows that were not carried out. */
export async function openCommands(...subjectIds: string[]): Promise<number> {
  return db().job.count({ where: { subjectId: { in: subjectIds }, doneAt: null } })
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
