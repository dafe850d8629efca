import 'server-only'
import { createHash } from 'node:crypto'
import type { RefundBody } from '@/lib/contracts/holds-and-refunds'
import { AppError } from '@/lib/domain/errors'
import { requireMerchant, type Viewer } from '../auth/session'
import { addSeconds, businessNow } from '../clock'
import { findIdempotentRequest } from '../http/store'
import { runNow } from '../jobs/run-now'
import { findPayment } from '../payments/store'
import { requireSameAccount } from '../stripe/same-account'
import { syncRefundsOf } from './sync-refund'
import { findRefund, type FoundRefund, insertRefund, type NotRefundable } from './store'

const ROUTE = 'POST /api/payments/[id]/refunds'

export type AskRefund = Omit<RefundBody, 'attemptKey'> & {
  merchant: Viewer
  paymentId: string
  /** From the client: repeating a request with it makes one refund. */
  idempotencyKey: string
  requestId: string
}

/**
 * Gives money back, all that is left or a part; waits ten seconds at most, then the worker goes on. Throws `not_found`,
 * `not_refundable`, `refund_too_large`, `refund_too_late`, `idempotency_key_reused`, `wrong_stripe_account`.
 */
export async function askRefund(ask: AskRefund): Promise<FoundRefund> {
  const { merchant, paymentId, amount, reason, idempotencyKey: key, requestId } = ask
  requireMerchant(merchant)
  const bodyHash = createHash('sha256').update(JSON.stringify({ paymentId, amount, reason })).digest('hex')
  const idempotency = { route: ROUTE, key, bodyHash }
  const earlier = await findEarlier(merchant.userId, idempotency)
  if (earlier) return earlier
  await requireKnown(paymentId)
  const now = await businessNow()
  const actor = { actorId: merchant.userId, requestId, now, nextSyncAt: addSeconds(now, 60) }
  const made = await insertRefund({ paymentId, amount, reason, idempotency, ...actor })
  if (made && typeof made !== 'string') await runNow(made.job)
  // The same request may have come in twice at once: whatever the other one filed is the answer to both.
  const first = await findEarlier(merchant.userId, idempotency)
  if (first) return first
  if (typeof made === 'string') throw whyNot(made)
  throw new Error(`The request that used key ${key} first has left nothing.`)
}

async function findEarlier(actorId: string, idempotency: { route: string; key: string; bodyHash: string }) {
  const request = await findIdempotentRequest(actorId, idempotency)
  if (!request) return null
  if (request.bodyHash === idempotency.bodyHash) return findRefund({ id: request.resultId })
  throw new AppError('idempotency_key_reused', 'This Idempotency-Key was used with another request.')
}

// Somebody may have given money back in the Dashboard. Stripe being away is no hindrance: it refuses what is too much.
async function requireKnown(paymentId: string): Promise<void> {
  const payment = await findPayment(paymentId)
  if (!payment) throw whyNot('no_payment')
  await requireSameAccount(payment)
  if (payment.status === 'succeeded') await syncRefundsOf(payment).catch(() => undefined)
}

function whyNot(reason: NotRefundable): AppError {
  switch (reason) {
    case 'no_payment':
      return new AppError('not_found', 'There is no such payment.')
    case 'not_refundable':
      return new AppError('not_refundable', 'There is nothing left of this payment that could be given back.')
    case 'too_large':
      return new AppError('refund_too_large', 'That is more than what is left of this payment.')
    case 'too_late':
      return new AppError('refund_too_late', 'Amazon Pay takes refunds for 90 days after the charge only.')
  }
}
