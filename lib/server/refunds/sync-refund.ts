import 'server-only'
import { sweepDelaySeconds } from '@/lib/domain/setup-status'
import { addSeconds, businessNow } from '../clock'
import { log } from '../logger'
import type { FoundPayment } from '../payments/store'
import { syncPayment } from '../payments/sync-payment'
import { listRefunds, type RefundSnapshot, retrieveRefund } from '../stripe/refunds'
import { requireSameAccount } from '../stripe/same-account'
import { adoptRefund, findPaymentOf, findRefund, type FoundRefund, isBooked, recordRefund } from './store'

const MAY_FAIL_SECONDS = 30 * 24 * 3600
const DAY_SECONDS = 24 * 3600

/** Copies a Refund's present state from Stripe, wherever it was made. Not one of ours: nothing to do. */
export async function syncRefundByStripeId(stripeRefundId: string): Promise<void> {
  await recordSeen(await retrieveRefund(stripeRefundId))
}

/** The same for one of ours, which may not have Stripe's id yet: then it is looked for among the payment's refunds. */
export async function syncRefund(id: string): Promise<FoundRefund | null> {
  const refund = await findRefund({ id })
  if (!refund) return null
  await requireSameAccount(refund.payment)
  const snapshot = refund.stripeRefundId ? await retrieveRefund(refund.stripeRefundId) : await findAtStripe(refund)
  if (snapshot) await recordSeen(snapshot)
  return findRefund({ id })
}

/** All refunds of one payment, those made in the Dashboard among them. */
export async function syncRefundsOf({
  stripePaymentIntentId,
}: Pick<FoundPayment, 'stripePaymentIntentId'>): Promise<void> {
  if (stripePaymentIntentId === null) return
  for (const snapshot of await listRefunds(stripePaymentIntentId)) await recordSeen(snapshot)
}

async function findAtStripe({ id, payment }: FoundRefund): Promise<RefundSnapshot | null> {
  if (!payment.stripePaymentIntentId) return null
  const all = await listRefunds(payment.stripePaymentIntentId)
  return all.find(({ refundId }) => refundId === id) ?? null
}

/** Writes what a call to Stripe returned. */
export async function recordSeen(snapshot: RefundSnapshot): Promise<void> {
  const { stripeRefundId, stripePaymentIntentId } = snapshot
  const payment = stripePaymentIntentId && (await findPaymentOf(stripePaymentIntentId))
  if (!payment) return log.warn({ stripeRefundId }, 'refund.unknown')
  await requireSameAccount(payment)
  const isKnown = (await rowOf(snapshot, payment.id)) !== null
  if (!isKnown && isRelease(payment, snapshot)) return log.info({ stripeRefundId }, 'refund.release')
  if (!(await isCharged(payment))) return log.warn({ stripeRefundId, paymentId: payment.id }, 'refund.of_nothing')
  let seen = snapshot
  for (let tries = 0; tries < 20; tries++) {
    const now = await businessNow()
    const row = (await rowOf(seen, payment.id)) ?? (await adopted(seen, payment, now))
    if (await isNoNews(row, seen)) return
    // What the row says may be newer than this answer. One that is asked for now, with the row at hand, is not older.
    if (row.status !== null) seen = await retrieveRefund(stripeRefundId)
    const nextSyncAt = nextRead(row.createdAt, { status: seen.status, timesRead: 0, now })
    if (await recordRefund(row, { snapshot: seen, at: now, nextSyncAt })) return
  }
  throw new Error(`Refund ${stripeRefundId} keeps changing.`)
}

// Until 2025-03-31.basil Stripe told what a partial capture or an ended hold releases by a Refund as well
// (https://docs.stripe.com/changelog/basil/2025-03-31/remove-refund-from-partial-capture-and-payment-cancellation-flow).
// Nothing moves by it, so it has no balance transaction; a refund of what was captured gets one.
function isRelease({ captureMethod }: FoundRefund['payment'], { move, failureMove }: RefundSnapshot): boolean {
  return captureMethod === 'manual' && move === null && failureMove === null
}

// A refund may be heard of before its payment: then that is read first. Only what was charged can be given back.
async function isCharged({ id, status }: FoundRefund['payment']): Promise<boolean> {
  const now = status === 'succeeded' ? status : (await syncPayment(id))?.status
  if (now === 'succeeded' || now === 'canceled') return now === 'succeeded'
  throw new Error(`Payment ${id} has a refund, and Stripe does not say yet that it was charged.`)
}

// By Stripe's id or, as long as that is not stored, by ours: anybody who may write to the Stripe account can put our id into
// some other refund, so payment and amount have to be the same.
async function rowOf(
  { stripeRefundId, refundId, amount }: RefundSnapshot,
  paymentId: string,
): Promise<FoundRefund | null> {
  const known = await findRefund({ stripeRefundId })
  if (known || !refundId || !isUuid(refundId)) return known
  const ours = await findRefund({ id: refundId })
  return ours && ours.stripeRefundId === null && ours.paymentId === paymentId && ours.amount === amount ? ours : null
}

async function adopted(snapshot: RefundSnapshot, payment: FoundRefund['payment'], now: Date): Promise<FoundRefund> {
  await adoptRefund(payment, snapshot, addSeconds(now, 60))
  const row = await findRefund({ stripeRefundId: snapshot.stripeRefundId })
  if (!row) throw new Error(`Refund ${snapshot.stripeRefundId} was not written.`)
  return row
}

async function isNoNews(row: FoundRefund, snapshot: RefundSnapshot): Promise<boolean> {
  const { stripeRefundId, status, failureReason } = snapshot
  const isSame = row.stripeRefundId === stripeRefundId && row.status === status && row.failureReason === failureReason
  return isSame && (await isBooked(snapshot))
}

/**
 * When a refund is read again by itself: while it is under way as everything else, once it has succeeded daily for a month,
 * because it can still come back (https://docs.stripe.com/refunds#failed-refunds), and never once it has failed.
 */
export function nextRead(madeAt: Date, { status, timesRead, now }: Turn): Date | null {
  if (status === 'canceled' || status === 'failed') return null
  if (status !== 'succeeded') return addSeconds(now, sweepDelaySeconds(timesRead, null))
  return now < addSeconds(madeAt, MAY_FAIL_SECONDS) ? addSeconds(now, DAY_SECONDS) : null
}

type Turn = { status: FoundRefund['status']; timesRead: number; now: Date }

function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
}
