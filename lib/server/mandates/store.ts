import 'server-only'
import type { NoticeScope, NoticeWords } from '@/lib/domain/mandate'
import { isUniqueViolation } from '../database-errors'
import type { StripeMandate } from '../stripe/setup-intents'
import { db, type Transaction } from '../db'
import type { Mandate, MandateNotice } from '../generated/client'

export type { Mandate, MandateNotice }

/** The newest published notice of a locale for what is saved, or null before the first one. */
export async function newestNotice(locale: string, covers: NoticeScope): Promise<MandateNotice | null> {
  return db().mandateNotice.findFirst({ where: { locale, covers }, orderBy: { version: 'desc' } })
}

/** Publishes words as the locale's next version; false when another server has just published that version. */
export async function insertNotice(
  notice: NoticeWords & { locale: string; version: number; hash: string },
): Promise<boolean> {
  try {
    await db().mandateNotice.create({ data: notice })
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}

/** One mandate with whose it is, or null. */
export async function findMandate(id: string) {
  return db().mandate.findUnique({
    where: { id },
    include: { customer: { include: { user: true } }, paymentMethod: true, setup: true, payment: true },
  })
}
export type FoundMandate = NonNullable<Awaited<ReturnType<typeof findMandate>>>

type Acceptance = {
  customerId: string
  /** The try at saving, or the payment, it is given with. */
  setupId?: string
  paymentId?: string
  notice: MandateNotice
  usage: 'on_session' | 'off_session'
  acceptedAt: Date
  customerName: string
  customerEmail: string
  /** Where the request came from, as the browser named it. */
  page: string | null
  ip: string | null
  userAgent: string | null
}

/** Files what the customer agreed to, before anything is confirmed. Its words are never written again (trigger). */
export async function insertPendingMandate(tx: Transaction, acceptance: Acceptance): Promise<void> {
  const { notice, page, ip, userAgent, ...agreed } = acceptance
  await tx.mandate.create({
    data: {
      ...agreed,
      noticeId: notice.id,
      acceptedText: notice.text,
      optInText: notice.optInText,
      noticeVersion: notice.version,
      noticeHash: notice.hash,
      merchant: notice.merchant,
      termsVersion: notice.termsVersion,
      locale: notice.locale,
      acceptedPage: page,
      acceptedIp: ip,
      ipSource: ip ? 'proxy' : 'unverified',
      acceptedAgent: userAgent,
    },
  })
}

type Activation = {
  mandateId: string
  paymentMethodId: string
  activatedAt: Date
  stripeMandate: StripeMandate | null
}

/** Puts a mandate into force. Where no proxy vouched for an address, the one in Stripe's own Mandate is copied. */
export async function activateMandate(tx: Transaction, activation: Activation): Promise<void> {
  const { mandateId: id, paymentMethodId, activatedAt, stripeMandate } = activation
  const stripeMandateId = stripeMandate?.stripeMandateId ?? null
  const { ipSource } = await tx.mandate.findUniqueOrThrow({ where: { id }, select: { ipSource: true } })
  const isInactive = stripeMandate?.isInactive ?? false
  const address =
    ipSource === 'unverified' && stripeMandate?.ip ? { acceptedIp: stripeMandate.ip, ipSource: 'stripe' as const } : {}
  await tx.mandate.update({
    where: { id },
    data: {
      status: isInactive ? 'inactive' : 'active',
      endedAt: isInactive ? activatedAt : null,
      paymentMethodId,
      activatedAt,
      stripeMandateId,
      ...address,
    },
  })
}

/** Ends permissions that are in force: nothing may be charged on them any more. They stay as evidence of what was. */
export async function endMandates(
  tx: Transaction,
  of: { paymentMethodId: string } | { customerId: string },
  endedAt: Date,
): Promise<void> {
  await tx.mandate.updateMany({ where: { ...of, status: 'active' }, data: { status: 'inactive', endedAt } })
}

/** The permission that Stripe calls by this id, or null. */
export async function findMandateByStripeId(stripeMandateId: string): Promise<Mandate | null> {
  return db().mandate.findUnique({ where: { stripeMandateId } })
}

/** Fills in Stripe's id of a permission, which was not known when it was given. */
export async function nameMandate(paymentMethodId: string, stripeMandateId: string): Promise<void> {
  await db().mandate.updateMany({
    where: { paymentMethodId, stripeMandateId: null, status: 'active' },
    data: { stripeMandateId },
  })
}

/** What a customer agreed to while paying, as long as nothing came of it yet; null when they agreed to nothing. */
export async function findPendingMandate(tx: Transaction, paymentId: string) {
  return tx.mandate.findFirst({ where: { paymentId, status: 'pending' }, include: { notice: true } })
}

/** The same outside a transaction. */
export async function pendingMandate(paymentId: string): Promise<Mandate | null> {
  return db().mandate.findFirst({ where: { paymentId, status: 'pending' } })
}

/** The permission that came of a payment, whatever became of it; null when nothing was saved. */
export async function mandateOfPayment(paymentId: string): Promise<Mandate | null> {
  return db().mandate.findFirst({ where: { paymentId, activatedAt: { not: null } } })
}

/** Takes back what was agreed to while paying: the opt-in was unticked, or nothing came of it. The words are kept. */
export async function endPendingMandate(tx: Transaction, paymentId: string, endedAt: Date): Promise<void> {
  await tx.mandate.updateMany({ where: { paymentId, status: 'pending' }, data: { status: 'inactive', endedAt } })
}
