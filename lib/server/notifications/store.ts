import 'server-only'
import { db, type Transaction } from '../db'
import type { Dispute, Notification, NotificationKind, Payment, Prisma, Refund } from '../generated/client'
import { insertJob } from '../jobs/store'
import { newId } from '../new-id'

/** `subjectId` is a payment's, or what the kind is about: a refund's, a dispute's, a verification's; `at` is business time. */
export type NewNotification = { kind: NotificationKind; subjectId: string; recipient: string; at: Date }

/**
 * Files one mail and the command to send it, in the transaction that gave cause for it. The same one a second time changes
 * nothing: two that file it at once meet on the unique index, where the second waits and then writes neither row nor command.
 */
export async function fileNotification(tx: Transaction, { at, ...about }: NewNotification): Promise<void> {
  const id = newId()
  const { count } = await tx.notification.createMany({ data: [{ ...about, id, createdAt: at }], skipDuplicates: true })
  if (count === 1) await insertJob(tx, { id: newId(), kind: 'notify', subjectId: id })
}

type ToBuyer = { kind: NotificationKind; subjectId: string; at: Date; fallback: string | null }

/** Files a mail to whoever pays. A guest who gave no address is written to where Amazon says, or not at all. */
export async function tellBuyer(
  tx: Transaction,
  payment: Pick<Payment, 'orderId'>,
  { kind, subjectId, at, fallback }: ToBuyer,
): Promise<void> {
  const { email, customer } = await tx.order.findUniqueOrThrow({
    where: { id: payment.orderId },
    select: { email: true, customer: { select: { user: { select: { email: true } } } } },
  })
  const recipient = customer.user?.email ?? email ?? fallback
  if (recipient) await fileNotification(tx, { kind, subjectId, recipient, at })
}

const TO_BUYER = ['receipt', 'hold_placed'] satisfies NotificationKind[]

/** Whom the mail about this payment went to: for a guest without an address that is where Amazon said. Null if nobody. */
export async function writtenTo(tx: Transaction, paymentId: string): Promise<string | null> {
  const where = { subjectId: paymentId, kind: { in: TO_BUYER } }
  return (await tx.notification.findFirst({ where, select: { recipient: true } }))?.recipient ?? null
}

export type FoundNotification = Notification

/** One mail, sent or not, or null. */
export async function findNotification(id: string): Promise<FoundNotification | null> {
  return db().notification.findUnique({ where: { id } })
}

const WITH_ORDER = {
  order: { include: { items: { orderBy: { position: 'asc' } } } },
  paymentMethod: true,
  recovery: { include: { paymentMethod: { select: { type: true } } } },
  invoice: true,
} satisfies Prisma.PaymentInclude
export type PaymentInNews = Prisma.PaymentGetPayload<{ include: typeof WITH_ORDER }>

/** What a mail about a payment tells, as it stands now. */
export type PaymentNews = { payment: PaymentInNews } & (
  | { kind: 'receipt' | 'hold_placed' | 'hold_released' | 'hold_ending' }
  | { kind: 'charge_failed' | 'charge_given_up' }
  | { kind: 'refund_made' | 'refund_failed'; refund: Refund }
  | { kind: 'dispute_opened'; dispute: Dispute }
)

const WITH_USER = { user: { select: { email: true, emailVerified: true } } } satisfies Prisma.EmailVerificationInclude
export type VerificationInNews = Prisma.EmailVerificationGetPayload<{ include: typeof WITH_USER }>

/** What a mail tells about, as it stands now. */
export type News = PaymentNews | { kind: 'verify_email'; verification: VerificationInNews }

/** Reads what a mail is about. Such rows are never deleted, so it throws when there is none. */
export async function findNews({ kind, subjectId: id }: FoundNotification): Promise<News> {
  switch (kind) {
    case 'receipt':
    case 'hold_placed':
    case 'hold_released':
    case 'hold_ending':
    case 'charge_failed':
    case 'charge_given_up':
      return { kind, payment: await db().payment.findUniqueOrThrow({ where: { id }, include: WITH_ORDER }) }
    case 'refund_made':
    case 'refund_failed': {
      const { payment, ...refund } = await db().refund.findUniqueOrThrow({
        where: { id },
        include: { payment: { include: WITH_ORDER } },
      })
      return { kind, payment, refund }
    }
    case 'dispute_opened': {
      const { payment, ...dispute } = await db().dispute.findUniqueOrThrow({
        where: { id },
        include: { payment: { include: WITH_ORDER } },
      })
      return { kind, payment, dispute }
    }
    case 'verify_email':
      return {
        kind,
        verification: await db().emailVerification.findUniqueOrThrow({ where: { id }, include: WITH_USER }),
      }
  }
}

/** Whether a saved method is still to be read again, which a declined charge may have cost its customer. */
export async function isBeingReread(paymentMethodId: string): Promise<boolean> {
  const where = { subjectId: paymentMethodId, kind: 'sync_method', dueAt: { not: null } } as const
  return (await db().job.count({ where })) > 0
}

/** Keeps the words of a mail that was handed over. Of two that send it at once, the first one's words stay. */
export async function recordSent(id: string, sent: { title: string; text: string; sentAt: Date }): Promise<void> {
  await db().notification.updateMany({ where: { id, sentAt: null }, data: sent })
}

/** Mails that were handed over, the newest first. */
export async function listSent(limit: number): Promise<FoundNotification[]> {
  return db().notification.findMany({
    where: { sentAt: { not: null } },
    orderBy: [{ sentAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
}
