import 'server-only'
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { PayBody } from '@/lib/contracts/checkout'
import { AppError } from '@/lib/domain/errors'
import { isUniqueViolation } from '../database-errors'
import { findIdempotentRequest } from '../http/store'
import { isOfInvoice } from '../invoices/store'
import { runNow } from '../jobs/run-now'
import { pendingMandate } from '../mandates/store'
import { type FoundPayment, findPayment } from '../payments/store'
import { syncOpenPayment } from '../payments/sync-payment'
import { acceptanceFrom } from './acceptance'
import { attemptOf, notPayable, type StartPayment } from './start-payment'
import { askConfirm, findLivePayment, isConfirming, type PayAttempt } from './store'

const ROUTE = 'POST /api/orders/[id]/pay'
const WAIT_MS = 10_000

export type PayOrder = Omit<StartPayment, 'restart'> &
  Pick<PayBody, 'paymentMethodId'> & {
    /** From the client: repeating a request with it gives the same attempt. */
    idempotencyKey: string
  }

/** What came of an attempt, and where the customer goes on: Amazon's page, or null for the return page. */
export type Paid = { payment: FoundPayment; redirectUrl: string | null; isKnown: boolean }

/**
 * Pays an order without the browser's help: with a saved method in one click, or by sending the customer to Amazon. One
 * attempt is under way at a time, whoever asks; everybody gets its outcome. Waits ten seconds at most, then the worker goes
 * on. Throws what startPayment throws, `method_unavailable`, `address_unknown`, `idempotency_key_reused`.
 */
export async function payOrder(pay: PayOrder): Promise<Paid> {
  const asked = await askOnce(pay)
  if (asked.job) await runNow(asked.job)
  else await waitForOthers(asked.paymentId)
  return outcomeOf(asked.paymentId)
}

async function askOnce(pay: PayOrder) {
  const { idempotencyKey: key, paymentMethodId = null, orderId, save } = pay
  const attempt = await attemptOf(pay)
  // Whoever has nothing but a mail's link, or a guest's cookie, may pay the order, but not with what its customer has saved.
  if (paymentMethodId && pay.buyer.customer?.userId !== attempt.order.customer.userId) throw methodUnavailable()
  const bodyHash = createHash('sha256').update(JSON.stringify({ orderId, paymentMethodId, save })).digest('hex')
  const idempotency = { route: ROUTE, key, bodyHash }
  const earlier = await findEarlier(attempt.order.customerId, idempotency)
  if (earlier) return earlier
  // Found out before anything is filed: nobody could confirm it afterwards.
  if (save) acceptanceFrom({ acceptedIp: pay.ip, acceptedAgent: pay.userAgent, acceptedAt: attempt.now })
  const agreed = paymentMethodId ? null : await agreedBefore(orderId)
  if (agreed) acceptanceFrom(agreed)
  const asked = await askUnlessUsed({ ...attempt, paymentMethodId, idempotency })
  if (asked && typeof asked !== 'string') return asked
  // The same request may have come in twice at once: whatever the other one filed is the answer to both.
  const first = await findEarlier(attempt.order.customerId, idempotency)
  if (first) return first
  if (asked === 'no_method') throw methodUnavailable()
  if (asked) throw notPayable(asked)
  throw new Error(`The request that used key ${key} first has left nothing.`)
}

// A subscription that is paid first was agreed to before this page.
async function agreedBefore(orderId: string) {
  const paymentId = await findLivePayment(orderId)
  return paymentId && (await isOfInvoice(orderId)) ? pendingMandate(paymentId) : null
}

// Null when the idempotency key was used before: two at once collide on it.
async function askUnlessUsed(attempt: PayAttempt) {
  try {
    return await askConfirm(attempt)
  } catch (error) {
    if (isUniqueViolation(error)) return null
    throw error
  }
}

async function findEarlier(actorId: string, idempotency: PayAttempt['idempotency']) {
  const request = await findIdempotentRequest(actorId, idempotency)
  if (!request) return null
  if (request.bodyHash === idempotency.bodyHash) return { paymentId: request.resultId, job: null }
  throw new AppError('idempotency_key_reused', 'This Idempotency-Key was used with another request.')
}

function methodUnavailable(): AppError {
  return new AppError('method_unavailable', 'This saved Amazon Pay can’t be used any more.')
}

async function waitForOthers(paymentId: string): Promise<void> {
  for (const end = Date.now() + WAIT_MS; Date.now() < end && (await isConfirming(paymentId));) await pause(100)
}

async function outcomeOf(paymentId: string): Promise<Paid> {
  const payment = await findPayment(paymentId)
  if (!payment) throw new Error(`Payment ${paymentId} disappeared.`)
  const isKnown = !(await isConfirming(paymentId))
  if (payment.status !== 'requires_action') return { payment, redirectUrl: null, isKnown }
  // Amazon's address is not kept: it opens the customer's approval to whoever has it.
  const synced = await syncOpenPayment(paymentId)
  return { payment: synced?.payment ?? payment, redirectUrl: synced?.intent?.redirectUrl ?? null, isKnown }
}
