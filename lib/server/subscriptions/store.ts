import 'server-only'
import { nextSubscriptionRead, subscriptionState } from '@/lib/domain/subscription-status'
import { sameAccount } from '../customers/store'
import { db, transaction, type Transaction } from '../db'
import type { PaymentMethod, Prisma, Product } from '../generated/client'
import { recordInvoices } from '../invoices/store'
import { insertJob } from '../jobs/store'
import { newId } from '../new-id'
import type { InvoiceSnapshot } from '../stripe/subscription-snapshot'

const WITH_ALL = {
  product: { select: { name: true } },
  paymentMethod: { include: { mandates: true } },
  askedMethod: { include: { mandates: true } },
  invoices: { include: { payment: true }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] },
} satisfies Prisma.SubscriptionInclude
export type FoundSubscription = Prisma.SubscriptionGetPayload<{ include: typeof WITH_ALL }>
export type FoundInvoice = FoundSubscription['invoices'][number]

/** One subscription, or null. With a customer only one of that customer's account. */
export async function findSubscription(id: string, customerId?: string): Promise<FoundSubscription | null> {
  const where = { id, ...(customerId !== undefined && { customer: sameAccount(customerId) }) }
  return db().subscription.findUnique({ where, include: WITH_ALL })
}

/** One subscription by Stripe's id or, as long as that is not stored, by ours from the metadata. */
export async function findSubscriptionByStripeId(
  stripeSubscriptionId: string,
  subscriptionId: string | null,
): Promise<FoundSubscription | null> {
  const found = await db().subscription.findUnique({ where: { stripeSubscriptionId }, include: WITH_ALL })
  if (found || !subscriptionId) return found
  return db().subscription.findFirst({ where: { id: subscriptionId, stripeSubscriptionId: null }, include: WITH_ALL })
}

/** The subscription whose invoice a payment pays, by its id; null when it pays none. */
export async function findSubscriptionOfPayment(
  of: { id: string } | { stripePaymentIntentId: string },
): Promise<string | null> {
  const where = { ...of, invoiceId: { not: null } }
  const payment = await db().payment.findFirst({ where, select: { invoice: { select: { subscriptionId: true } } } })
  return payment?.invoice?.subscriptionId ?? null
}

/** The subscriptions of a customer's account, the newest first. */
export async function listSubscriptionRows(customerId: string, limit: number): Promise<FoundSubscription[]> {
  const where = { customer: sameAccount(customerId) }
  return db().subscription.findMany({ where, orderBy: { id: 'desc' }, take: limit, include: WITH_ALL })
}

export type PlanRow = Product & { interval: NonNullable<Product['interval']> }

/** What the shop sells again and again now, in its own order. */
export async function listPlanRows(): Promise<PlanRow[]> {
  const where = { active: true, interval: { not: null } }
  const rows = await db().product.findMany({ where, orderBy: [{ position: 'asc' }, { name: 'asc' }] })
  return rows.filter(isPlan)
}

/** A plan that can be subscribed to now, or null. */
export async function findPlan(id: string): Promise<PlanRow | null> {
  const row = await db().product.findFirst({ where: { id, active: true } })
  return row && isPlan(row) ? row : null
}

function isPlan(row: Product): row is PlanRow {
  return row.interval !== null
}

/** Which of an account's plans have had their free trial. */
export async function listTried(customerId: string): Promise<Set<string>> {
  const rows = await db().subscription.findMany({ where: hadTrial(customerId), select: { productId: true } })
  return new Set(rows.map(({ productId }) => productId))
}

/** Trials that began: of one product alone, if one is named. */
export function hadTrial(customerId: string, productId?: string) {
  return {
    customer: sameAccount(customerId),
    trialDays: { not: null },
    status: { not: null },
    ...(productId && { productId }),
  } satisfies Prisma.SubscriptionWhereInput
}

/** Whether a method is in use, and a permission in force allows charging it while its owner is away. */
export function mayCharge(method: (PaymentMethod & { mandates: { status: string; usage: string }[] }) | null): boolean {
  if (method?.status !== 'active') return false
  return method.mandates.some(({ status, usage }) => status === 'active' && usage === 'off_session')
}

/** Our row for the method that Stripe charges for this customer; null for one that we never saved. */
export async function findMethodOf(
  { customerId }: { customerId: string },
  stripePaymentMethodId: string | null,
): Promise<string | null> {
  if (!stripePaymentMethodId) return null
  const where = { stripePaymentMethodId, customerId }
  return (await db().paymentMethod.findFirst({ where, select: { id: true } }))?.id ?? null
}

export type SubscriptionChange = Pick<
  FoundSubscription,
  | 'stripeSubscriptionId'
  | 'status'
  | 'paymentMethodId'
  | 'trialEndsAt'
  | 'currentPeriodEnd'
  | 'cancelAtPeriodEnd'
  | 'canceledAt'
  | 'endedAt'
>

/**
 * Writes what Stripe said about one subscription and its invoices, unless the row has moved on since it was read; one that
 * has ended keeps its end, and its invoices go on. False to a caller that lost: it reads Stripe again.
 */
export async function recordSubscription(
  read: FoundSubscription,
  change: SubscriptionChange,
  { invoices, now, keepsWhatPays }: { invoices: InvoiceSnapshot[]; now: Date; keepsWhatPays: boolean },
): Promise<boolean> {
  return transaction(async (tx) => {
    const { id, version } = read
    const { status, endedAt, ...rest } = change
    const data = { ...rest, ...(read.endedAt === null && { status, endedAt }), version: { increment: 1 } }
    // Readers take turns on the row: the invoices and payments below are written by one of them.
    const { count } = await tx.subscription.updateMany({ where: { id, version }, data: { ...data, syncCount: 0 } })
    if (count === 0) return false
    const subscribed = { ...read, paymentMethodId: change.paymentMethodId, name: read.product.name }
    await recordInvoices(tx, subscribed, { invoices, known: read.invoices, now })
    // What was agreed to be kept is kept now; what a later invoice is paid with was not.
    if (keepsWhatPays && change.paymentMethodId !== null && read.paymentMethodId === null)
      await insertJob(tx, { id: newId(), kind: 'subscribe', subjectId: id })
    const after = subscriptionState(read.endedAt ? read : change)
    if (subscriptionState(read) !== after)
      await note(tx, { subscriptionId: id, action: `subscription.${after}`, at: now })
    return true
  })
}

/** Sets when the sweep reads it next, as it stands. */
export async function planNextRead({ id }: { id: string }, now: Date): Promise<void> {
  const row = await findSubscription(id)
  if (!row) return
  const { asked, version, syncCount: timesRead } = row
  const nextSyncAt = nextSubscriptionRead({ ...row, isAsked: asked !== null, timesRead, now })
  await db().subscription.updateMany({ where: { id, version }, data: { nextSyncAt } })
}

/** Has the worker look at Stripe for one that was given up here and made all the same, and end it. */
export async function askToEndStray({ id }: FoundSubscription): Promise<void> {
  await transaction((tx) => insertJob(tx, { id: newId(), kind: 'subscribe', subjectId: id }))
}

type Entry = {
  subscriptionId: string
  action: string
  at: Date
  detail?: string | null
  actorId?: string
  requestId?: string
}

/** Writes what happened to a subscription, for people who have to explain it later. */
export async function note(tx: Transaction, { subscriptionId, ...entry }: Entry): Promise<void> {
  await tx.auditEntry.create({ data: { ...entry, subject: `subscription:${subscriptionId}` } })
}

/** Ids of subscriptions that the sweep should look at, the longest due first. */
export async function dueSubscriptions(now: Date, limit: number): Promise<string[]> {
  const due = { where: { nextSyncAt: { lte: now } }, orderBy: { nextSyncAt: 'asc' }, take: limit } as const
  return (await db().subscription.findMany({ ...due, select: { id: true } })).map(({ id }) => id)
}

/** Takes a due subscription for oneself by moving its next turn; false when another sweep was faster. */
export async function claimDueSubscription(id: string, { now, next }: { now: Date; next: Date }): Promise<boolean> {
  const data = { nextSyncAt: next, syncCount: { increment: 1 } }
  return (await db().subscription.updateMany({ where: { id, nextSyncAt: { lte: now } }, data })).count === 1
}
