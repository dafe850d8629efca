import 'server-only'
import { orderState } from '@/lib/domain/payment-status'
import type { Payer } from '../auth/payer'
import { lockCustomer } from '../customers/store'
import { db, named, statement, transaction, type Transaction } from '../db'
import type { Payment, Prisma } from '../generated/client'
import { insertLeasedJob, type LeasedJob } from '../jobs/store'
import { endPendingMandate, findPendingMandate, insertPendingMandate, type MandateNotice } from '../mandates/store'
import { newId } from '../new-id'
import { type OrderToPay, type OwnOrder, payableBy } from '../orders/store'
import { audit, type FoundPayment } from '../payments/store'
import type { StripeCustomerIds } from '../stripe/customer-ids'
import { mayStay } from '../usable-methods/store'

/** What was agreed to about saving, as it stood on the page; null when nothing is to be saved. */
export type Agreement = {
  notice: MandateNotice
  customerName: string
  customerEmail: string
  page: string | null
  ip: string | null
  userAgent: string | null
} | null

export type Attempt = StripeCustomerIds & {
  order: OrderToPay
  account: { stripeAccountId: string; livemode: boolean }
  agreement: Agreement
  now: Date
  nextSyncAt: Date
  actorId: string | null
  requestId: string
}

/** Why an order can't be paid now. */
export type NotPayable = 'paid' | 'released' | 'invoice_ended' | 'charged_elsewhere' | 'in_progress' | 'at_amazon'

/**
 * The order's live payment, or a new one without an intent, with what was agreed to about saving. Decided behind a lock on
 * the order, and the partial unique index payments_one_live stands behind that: any number of requests at once get the same
 * payment. A string says why there is nothing to pay.
 */
export async function ensurePayment(attempt: Attempt): Promise<Ensured | NotPayable> {
  // Mostly it is the first one, and nothing was agreed to.
  const made = attempt.agreement ? null : await statement((tx) => insertPayment(tx, attempt))
  if (made) return { paymentId: made.id, made: { ...made, paymentMethod: null } }
  return transaction(async (tx) => {
    const payment = await livePayment(tx, attempt.order)
    const hindrance = await (payment ? hindranceOf(tx, payment) : releaseOf(tx, attempt.order))
    if (hindrance) return hindrance
    const first = payment ?? (await insertFirst(tx, attempt))
    const { id: paymentId } = first
    if (payment) await takeOver(tx, payment, attempt)
    await agree(tx, first, attempt)
    // While it is open it is looked after for another day.
    if (payment) await wake(tx, paymentId, attempt.nextSyncAt)
    return { paymentId, made: null }
  })
}

/** `made` is the payment itself, if it was made just now and nothing was agreed to: then there is nothing more to read. */
export type Ensured = { paymentId: string; made: FoundPayment | null }

export type PayAttempt = Attempt & {
  /** The saved method to pay with; null sends the customer to Amazon. */
  paymentMethodId: string | null
  idempotency: { route: string; key: string; bodyHash: string }
}
type Asked = { paymentId: string; job: LeasedJob | null }

/**
 * The same for a payment that we confirm ourselves: files the command, leased to the caller. There is one at a time; somebody
 * who asks meanwhile gets the payment and no command. `no_method` when the saved method is not theirs or can't be used now.
 */
export async function askConfirm(attempt: PayAttempt): Promise<Asked | NotPayable | 'no_method'> {
  const { order, paymentMethodId, idempotency, now } = attempt
  return transaction(async (tx) => {
    // A method is not used any more once its removal has begun, which takes the same lock.
    if (paymentMethodId) await lockCustomer(tx, order.customerId)
    if (paymentMethodId && !(await isUsable(tx, paymentMethodId, attempt))) return 'no_method'
    const live = await livePayment(tx, order)
    // Stripe may go on with it for what follows.
    if (paymentMethodId && live?.invoiceId && !(await mayStay(tx, paymentMethodId))) return 'no_method'
    const hindrance = await (live ? hindranceOf(tx, live) : releaseOf(tx, order))
    if (hindrance === 'in_progress' && live) return { paymentId: live.id, job: null }
    if (hindrance === 'at_amazon' && live) return { paymentId: live.id, job: null }
    if (hindrance) return hindrance
    const payment = live ?? (await insertFirst(tx, attempt))
    await takeOver(tx, payment, attempt)
    await agree(tx, payment, attempt)
    // Another try is another call: the key of the last one has brought its answer.
    const isFirst = payment.confirmAskedAt === null && !payment.offSession && payment.failure === null
    const number = isFirst ? 1 : Number(payment.confirmKey.split(':').at(-1)) + 1
    await tx.payment.update({
      where: { id: payment.id },
      data: {
        paymentMethodId,
        confirmAskedAt: now,
        confirmKey: `confirm:${payment.id}:${number}`,
        nextSyncAt: attempt.nextSyncAt,
        syncCount: 0,
        // Whoever has read the row before writes of another method than this one.
        version: { increment: 1 },
      },
    })
    const actorId = order.customerId
    await tx.idempotentRequest.create({ data: { ...idempotency, actorId, resultId: payment.id } })
    await audit(tx, { paymentId: payment.id, action: 'payment.confirm_ask', at: now, ...actorOf(attempt) })
    return {
      paymentId: payment.id,
      job: await insertLeasedJob(tx, { id: newId(), kind: 'confirm', subjectId: payment.id }),
    }
  })
}

// The order's row is locked first: whoever pays, captures or restarts takes turns on it.
async function livePayment(tx: Transaction, { id: orderId }: OwnOrder): Promise<Payment | null> {
  await tx.$queryRaw`select 1 from orders where id = ${orderId}::uuid for no key update`
  return tx.payment.findFirst({
    where: { orderId, OR: [{ status: null }, { status: { not: 'canceled' } }] },
    orderBy: { createdAt: 'desc' },
  })
}

async function hindranceOf(tx: Transaction, payment: Payment): Promise<NotPayable | null> {
  const state = orderState([payment])
  if (state === 'paid' || state === 'refunded' || state === 'authorized') return 'paid'
  if (payment.offSession && !isTakable(payment)) return 'charged_elsewhere'
  if (payment.status === 'processing') return 'in_progress'
  if (payment.status === 'requires_action') return 'at_amazon'
  return payment.asked || (await tx.job.count({ where: isAsked(payment.id) })) > 0 ? 'in_progress' : null
}

// A charge that the shop's own tries have not brought: its customer may pay it, with the same intent.
function isTakable({ status, failure }: Payment): boolean {
  return failure === 'declined' && (status === 'requires_payment_method' || status === 'requires_confirmation')
}

/**
 * Makes it the customer's own payment, behind the lock on its order; further tries of the shop's stay as they are. It cannot
 * be made anything else again (trigger).
 */
async function takeOver(tx: Transaction, { id, offSession }: Payment, attempt: Attempt): Promise<void> {
  if (!offSession) return
  const { nextSyncAt, now } = attempt
  const data = { offSession: false, nextSyncAt, syncCount: 0, version: { increment: 1 } }
  await tx.payment.update({ where: { id }, data })
  await audit(tx, { paymentId: id, action: 'payment.take_over', at: now, ...actorOf(attempt) })
}

// What was reserved for an order and released is over: the shop has given the order up, or let its time pass.
async function releaseOf(tx: Transaction, { id: orderId }: OwnOrder): Promise<NotPayable | null> {
  if ((await tx.payment.count({ where: { orderId, invoiceId: { not: null } } })) > 0) return 'invoice_ended'
  return (await tx.payment.count({ where: { orderId, authorizedAt: { not: null } } })) > 0 ? 'released' : null
}

// Null when the order has a live payment already, had a hold, or is an invoice's, which has one payment for good. It takes its turn on the order's row like everybody else.
async function insertPayment(tx: Transaction, attempt: Attempt): Promise<Payment | null> {
  const { order, account, now, actorId, requestId } = attempt
  const id = newId()
  const [row] = await tx.$queryRaw<object[]>`
    with turn as (select id from orders where id = ${order.id}::uuid for no key update),
    made as (
      insert into payments (
        id, order_id, customer_id, stripe_customer_id, stripe_customer_account_id, amount, currency, capture_method,
        create_key, confirm_key, stripe_account_id, livemode, off_session, next_sync_at, created_at, updated_at
      )
      select ${id}::uuid, turn.id, ${order.customerId}::uuid, ${attempt.stripeCustomerId},
        ${attempt.stripeCustomerAccountId}, ${order.amount}, ${order.currency}, ${order.captureMethod}::capture_method,
        ${`create:${id}:1`}, ${`confirm:${id}:1`}, ${account.stripeAccountId}, ${account.livemode}, false,
        ${attempt.nextSyncAt}, ${now}, now()
      from turn where not exists (
        select 1 from payments where order_id = turn.id and (authorized_at is not null or invoice_id is not null)
      )
      on conflict (order_id) where status is distinct from 'canceled' do nothing
      returning *
    ),
    line as (
      insert into audit_entries (id, at, action, subject, actor_id, request_id)
      select ${newId()}::uuid, ${now}, 'payment.start', 'payment:' || id, ${actorId}::uuid, ${requestId} from made
    )
    select * from made`
  // These are the table's columns.
  return row ? (named(row) as Payment) : null
}

// Behind the lock on the order, which has no live payment.
async function insertFirst(tx: Transaction, attempt: Attempt): Promise<Payment> {
  const payment = await insertPayment(tx, attempt)
  if (payment) return payment
  throw new Error(`Order ${attempt.order.id} has a live payment after all.`)
}

// What is agreed to follows the latest request: ticked files the words, unticked takes them back. What a subscription keeps
// was agreed to when it was asked for.
async function agree(tx: Transaction, { id: paymentId, invoiceId }: Payment, attempt: Attempt): Promise<void> {
  if (invoiceId !== null) return
  const { agreement, order, now } = attempt
  const pending = await findPendingMandate(tx, paymentId)
  if (pending && pending.noticeId === agreement?.notice.id) return
  if (pending) await endPendingMandate(tx, paymentId, now)
  if (!agreement) return
  const { customerId } = order
  await insertPendingMandate(tx, { ...agreement, customerId, paymentId, usage: 'off_session', acceptedAt: now })
}

async function isUsable(tx: Transaction, id: string, { order, account }: Attempt): Promise<boolean> {
  const { customerId } = order
  return (await tx.paymentMethod.count({ where: { id, customerId, status: 'active', ...account } })) > 0
}

function actorOf({ actorId, requestId }: Attempt) {
  return { requestId, ...(actorId && { actorId }) }
}

// What was read lately is read again soon anyway.
const isSeldomRead = { OR: [{ nextSyncAt: null }, { syncCount: { gt: 3 } }] }

async function wake(tx: Transaction, id: string, nextSyncAt: Date): Promise<void> {
  await tx.payment.updateMany({ where: { id, ...isSeldomRead }, data: { nextSyncAt, syncCount: 0 } })
}

/** Has an open payment looked after for another day: its page is open again. */
export async function wakePayment(id: string, nextSyncAt: Date): Promise<void> {
  const isOpen = {
    OR: [{ status: null }, { status: { notIn: ['succeeded', 'canceled'] } }],
  } satisfies Prisma.PaymentWhereInput
  // What the shop charges is looked after anyway, until it has failed: then nothing more comes by itself.
  const where = { id, offSession: false, AND: [isSeldomRead, isOpen] }
  await db().payment.updateMany({ where, data: { nextSyncAt, syncCount: 0 } })
}

/** The newest payment of an order that is not canceled, by its id; null before there is one. */
export async function findLivePayment(orderId: string): Promise<string | null> {
  const where = { orderId, OR: [{ status: null }, { status: { not: 'canceled' as const } }] }
  return (await db().payment.findFirst({ where, select: { id: true } }))?.id ?? null
}

/** Whether a payment is being confirmed by us, for its customer or as a further try of the shop's. */
export async function isConfirming(paymentId: string): Promise<boolean> {
  return (await db().job.count({ where: isAsked(paymentId) })) > 0
}

function isAsked(subjectId: string): Prisma.JobWhereInput {
  return { subjectId, kind: { in: ['confirm', 'retry'] }, dueAt: { not: null } }
}

const FOR_RETURN = {
  order: {
    include: { items: { orderBy: { position: 'asc' } }, customer: { include: { user: { select: { email: true } } } } },
  },
  paymentMethod: true,
  mandates: { select: { id: true, status: true, activatedAt: true } },
} satisfies Prisma.PaymentInclude
export type ReturnRow = Prisma.PaymentGetPayload<{ include: typeof FOR_RETURN }>

/** A payment of an order that this person may pay, with all that its return page shows, or null. */
export async function findReturn(id: string, payer: Payer): Promise<ReturnRow | null> {
  return db().payment.findFirst({ where: { id, order: payableBy(payer) }, include: FOR_RETURN })
}
