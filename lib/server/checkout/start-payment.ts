import 'server-only'
import type { StartPaymentBody } from '@/lib/contracts/checkout'
import { AppError } from '@/lib/domain/errors'
import type { Payer } from '../auth/payer'
import { addSeconds } from '../clock'
import { stripeCustomerOf } from '../customers/ensure-stripe-customer'
import { requireCurrentNotice } from '../mandates/current-notice'
import { newId } from '../new-id'
import { findOrderToPay } from '../orders/store'
import { requireAmountTaken } from '../payments/require-amount-taken'
import { syncPayment } from '../payments/sync-payment'
import { stripeAccount } from '../stripe/account'
import { classOf } from '../stripe/errors'
import { cancelPaymentIntent } from '../stripe/payment-intents'
import { type Attempt, type Ensured, ensurePayment, findLivePayment, type NotPayable } from './store'

export type StartPayment = StartPaymentBody & {
  orderId: string
  buyer: Payer
  /** Where the notice stood, and what is known about the browser it stood in. */
  page: string | null
  ip: string | null
  userAgent: string | null
  requestId: string
}

/**
 * Files a payment of an order by its own customer, or finds the one that is open, before Stripe hears of it. The order is
 * the idempotency unit: any number of requests get one payment. Throws `not_found`, `order_paid`, `payment_in_progress`,
 * `order_charged_elsewhere`, `invoice_ended`, `notice_changed`, `forbidden` (a guest has nowhere to save to), `currency_unavailable`,
 * `amount_too_small`.
 */
export async function startPayment(start: StartPayment): Promise<Ensured> {
  const attempt = await attemptOf(start)
  if (start.restart) await giveUp(start.orderId)
  const ensured = await ensurePayment(attempt)
  if (typeof ensured === 'string') throw notPayable(ensured)
  return ensured
}

/** What both ways of paying file: whose order it is, and what was agreed to. */
export async function attemptOf(start: Omit<StartPayment, 'restart'>): Promise<Attempt> {
  const { orderId, buyer, save, page, ip, userAgent, requestId } = start
  const order = await findOrderToPay(orderId, buyer)
  if (!order) throw new AppError('not_found', 'There is no such order.')
  requireAmountTaken(order)
  const notice = save && (await requireCurrentNotice(save.noticeId))
  if (notice && buyer.customer?.userId !== order.customer.userId)
    throw new AppError('forbidden', 'Sign in to save Amazon Pay.')
  const [account, { stripeCustomerId, stripeCustomerAccountId }] = await Promise.all([
    stripeAccount(),
    stripeCustomerOf(order.customer),
  ])
  const { now } = order
  const who = buyer.customer && { customerName: buyer.customer.name, customerEmail: buyer.customer.email }
  return {
    order,
    account,
    stripeCustomerId,
    stripeCustomerAccountId,
    agreement: notice && who ? { notice, ...who, page, ip, userAgent } : null,
    now,
    // Until then the request that made it is at work; afterwards the sweep takes over.
    nextSyncAt: addSeconds(now, 60),
    actorId: buyer.customer?.userId ?? null,
    requestId,
  }
}

export function notPayable(reason: NotPayable): AppError {
  switch (reason) {
    case 'paid':
      return new AppError('order_paid', 'This order has been paid already.')
    case 'released':
      return new AppError('hold_ended', 'What was reserved for this order has been released. Please order anew.')
    case 'invoice_ended':
      return new AppError('invoice_ended', 'This can’t be paid any more: its subscription has ended.')
    case 'charged_elsewhere':
      return new AppError('order_charged_elsewhere', 'The shop charges this order itself.')
    case 'in_progress':
    case 'at_amazon':
      return new AppError('payment_in_progress', 'This payment is under way already.')
  }
}

// Another way needs another intent. The old one is canceled first and read as canceled: only then can nobody pay it any more.
async function giveUp(orderId: string): Promise<void> {
  const paymentId = await findLivePayment(orderId)
  const payment = paymentId ? await syncPayment(paymentId) : null
  if (!payment?.stripePaymentIntentId || payment.offSession || payment.invoiceId !== null) return
  // Waiting at Amazon, or unable to take anything else.
  if (payment.status !== 'requires_action' && payment.statementDescriptor === null) return
  try {
    await cancelPaymentIntent(payment.stripePaymentIntentId, `cancel:${payment.id}:${newId()}`, 'requested_by_customer')
  } catch (error) {
    // Refused when it has just been paid or declined; reading it tells which.
    if (classOf(error) !== 'refused') throw error
  }
  await syncPayment(payment.id)
}
