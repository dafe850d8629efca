import type { Buyer } from '@/lib/server/auth/buyer'
import type { Viewer } from '@/lib/server/auth/session'
import { openPayment } from '@/lib/server/checkout/open-payment'
import { attemptOf, notPayable, type StartPayment, startPayment } from '@/lib/server/checkout/start-payment'
import { askConfirm } from '@/lib/server/checkout/store'
import { db } from '@/lib/server/db'
import { currentNotice } from '@/lib/server/mandates/current-notice'

/** One order in the middle of a story. */
export type Scene = {
  orderId: string
  buyer: Buyer
  merchant: Viewer
  /** Where the customer would approve; null while they are not at Amazon. */
  page: string | null
  /** Events that have been delivered at least once. */
  told: Set<string>
  /** What each payment's status was when it was last looked at. */
  seen: Map<string, string>
}

/** The order's payments as the database has them, the oldest first. */
export async function paymentsOf(orderId: string) {
  return db().payment.findMany({ where: { orderId }, orderBy: { createdAt: 'asc' }, include: { refunds: true } })
}

/** One of several by what was drawn; undefined when there is none. */
export function one<T>(all: readonly T[], drawn: number): T | undefined {
  return all[Math.floor(drawn * all.length)]
}

/** All of an amount, or a part of it. */
export function partOf(amount: number, drawn: number): { amount?: number } {
  return drawn < 0.4 ? {} : { amount: 1 + Math.floor((drawn - 0.4) * 1.5 * amount) }
}

/** What a browser asks for; every other customer with an account ticks the opt-in. */
export async function asking({ orderId, buyer }: Scene, drawn: number): Promise<StartPayment> {
  const saves = buyer.customer !== null && drawn < 0.5
  return {
    ...{ orderId, buyer, page: `/checkout/${orderId}`, ip: null, userAgent: null, requestId: crypto.randomUUID() },
    ...(saves && { save: { noticeId: (await currentNotice()).id, agreed: true } }),
  }
}

/** What a browser gets to confirm with; null when there is nothing to confirm. */
export async function opened(asked: StartPayment) {
  const { paymentId } = await startPayment(asked)
  const { clientSecret } = (await openPayment(paymentId)).intent
  return clientSecret === null ? null : { paymentId, clientSecret }
}

/** A payment that we have been asked to confirm, as a form or the button of a saved method asks. */
export async function confirmAsked(asked: StartPayment) {
  const idempotency = { route: 'POST /api/orders/[id]/pay', key: crypto.randomUUID(), bodyHash: '' }
  const filed = await askConfirm({ ...(await attemptOf(asked)), paymentMethodId: null, idempotency })
  if (filed === 'no_method') throw new Error('No method was named.')
  if (typeof filed === 'string') throw notPayable(filed)
  return filed
}

/** What goes with everything the merchant asks for. */
export function byMerchant(merchant: Viewer, paymentId: string) {
  return { merchant, paymentId, idempotencyKey: crypto.randomUUID(), requestId: crypto.randomUUID() }
}
