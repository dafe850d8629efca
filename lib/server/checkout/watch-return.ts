import 'server-only'
import type { ReturnedPaymentDto } from '@/lib/contracts/checkout'
import { isInFlight, paymentState } from '@/lib/domain/payment-status'
import type { Payer } from '../auth/payer'
import { causesOf, log } from '../logger'
import { syncOpenPayment } from '../payments/sync-payment'
import { toReturnedPaymentDto } from './dto'
import { findReturn, isConfirming } from './store'

type Seen = { continueUrl: string | null; stripeAnswered: boolean }

const EVERY_MS = 2000
const reads = new Map<string, Promise<Seen>>()

/**
 * One payment as its buyer sees it, read from Stripe unless it is settled, or in flight and read within two seconds: a page
 * that is reloaded a hundred times while it waits asks Stripe once in a while. Null when it is nobody's they are. Stripe
 * being away is not an error here: the row is what we know.
 */
export async function watchReturn(id: string, payer: Payer): Promise<ReturnedPaymentDto | null> {
  const before = await findReturn(id, payer)
  if (!before) return null
  const byLink = !payer.customerIds.includes(before.customerId)
  const settled = before.status === 'succeeded' || before.status === 'canceled'
  if (settled) return toReturnedPaymentDto(before, { continueUrl: null, stripeAnswered: true, isAsked: false, byLink })
  const seen = await recently(id)
  // Asked before the row is read: a command that has ended by now has written what came of it.
  const isAsked = await isConfirming(id)
  const now = (await findReturn(id, payer)) ?? before
  const state = paymentState(now)
  // What nobody polls has to be right the first time: only an outcome that is being waited for is remembered.
  if (seen.stripeAnswered && !isInFlight(state)) reads.delete(id)
  const continueUrl = state === 'needs_customer' ? seen.continueUrl : null
  return toReturnedPaymentDto(now, { ...seen, continueUrl, isAsked, byLink })
}

async function recently(id: string): Promise<Seen> {
  const recent = reads.get(id)
  if (recent) return recent
  const read = readStripe(id)
  reads.set(id, read)
  await read
  setTimeout(() => reads.delete(id), EVERY_MS).unref()
  return read
}

async function readStripe(id: string): Promise<Seen> {
  try {
    const synced = await syncOpenPayment(id)
    return { continueUrl: synced?.intent?.redirectUrl ?? null, stripeAnswered: true }
  } catch (error) {
    log.warn({ paymentId: id, error: causesOf(error) }, 'payment.not_read')
    return { continueUrl: null, stripeAnswered: false }
  }
}
