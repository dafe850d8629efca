import 'server-only'
import type { CheckoutDto } from '@/lib/contracts/checkout'
import { paymentState } from '@/lib/domain/payment-status'
import type { Payer } from '../auth/payer'
import { addSeconds, businessNow } from '../clock'
import { causesOf, log } from '../logger'
import { isOfInvoice } from '../invoices/store'
import { currentNotice } from '../mandates/current-notice'
import { pendingMandate } from '../mandates/store'
import { findOwnOrder } from '../orders/store'
import { viewOrder } from '../orders/view-order'
import { methodLabelOf, returnUrl } from '../payment-methods/dto'
import { findPayment, type FoundPayment } from '../payments/store'
import { syncOpenPayment } from '../payments/sync-payment'
import type { OpenPaymentIntent } from '../stripe/payment-intent-snapshot'
import { listUsableMethods } from '../usable-methods/store'
import { findLivePayment, wakePayment } from './store'

/**
 * Everything the checkout page shows of an order, with the secret to confirm with, read from Stripe for this one rendering.
 * It makes nothing: an intent is made by POST alone. Null when the order is nobody's they are. Stripe being away is not an
 * error here: then there is no secret.
 */
export async function viewCheckout(orderId: string, payer: Payer): Promise<CheckoutDto | null> {
  const own = await findOwnOrder(orderId, payer)
  const order = own && (await viewOrder(orderId, [own.customerId]))
  if (!order) return null
  const [paymentId, isSubscription] = await Promise.all([findLivePayment(orderId), isOfInvoice(orderId)])
  const isOwner = payer.customer !== null && payer.customer.userId === own.customer.userId
  // Whoever has nothing but a link learns what is to be paid, and nothing of what came before.
  const byLink = !payer.customerIds.includes(own.customerId)
  const [seen, methods, notice] = await Promise.all([
    paymentId ? viewPayment(paymentId) : { payment: null, stripeAnswered: true },
    isOwner ? listUsableMethods(own.customerId, { away: isSubscription }) : [],
    isOwner && !isSubscription ? currentNotice() : null,
  ])
  // Stripe would refuse a saved card beside a statement descriptor: it is offered once the customer has chosen another way.
  const usable = methods.filter(({ type }) => type === 'amazon_pay' || !seen.payment?.onlyAmazonPay)
  return {
    order: byLink ? { ...order, payments: [], timeline: [] } : order,
    byLink,
    methods: usable.map(({ id, isDefault, ...method }) => ({ id, isDefault, ...methodLabelOf(method) })),
    notice: notice && { id: notice.id, text: notice.text, optInText: notice.optInText },
    isGuest: !isOwner,
    isSubscription,
    ...seen,
  }
}

type Seen = Pick<CheckoutDto, 'payment' | 'stripeAnswered'>
const PAYABLE = ['open', 'declined', 'expired', 'refused']

async function viewPayment(id: string): Promise<Seen> {
  // Their page is open again: however long ago the last try was, the next one is looked after.
  await wakePayment(id, addSeconds(await businessNow(), 60))
  const [synced, pending] = await Promise.all([readStripe(id), pendingMandate(id)])
  const payment = synced?.payment ?? (await findPayment(id))
  if (!payment) throw new Error(`Payment ${id} disappeared.`)
  const state = paymentState(payment)
  const intent = synced?.intent
  const canPay = !payment.offSession && PAYABLE.includes(state) && isReady(payment, intent ?? null)
  return {
    stripeAnswered: synced !== null,
    payment: {
      id,
      state,
      clientSecret: canPay ? (intent?.clientSecret ?? null) : null,
      returnUrl: returnUrl(id),
      continueUrl: state === 'needs_customer' ? (intent?.redirectUrl ?? null) : null,
      saves: pending !== null,
      onlyAmazonPay: payment.statementDescriptor !== null,
    },
  }
}

// What pays an invoice is as Stripe made it; our own takes both, or will be changed to before it is paid.
function isReady({ invoiceId, statementDescriptor }: FoundPayment, intent: OpenPaymentIntent | null): boolean {
  if (!intent) return false
  const { allowsChoice, offers } = intent.snapshot
  if (invoiceId !== null) return offers.length > 0
  return offers.includes('amazon_pay') && (allowsChoice || statementDescriptor !== null)
}

async function readStripe(id: string) {
  try {
    return await syncOpenPayment(id)
  } catch (error) {
    log.warn({ paymentId: id, error: causesOf(error) }, 'payment.not_read')
    return null
  }
}
