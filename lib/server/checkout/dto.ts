import 'server-only'
import type { PaidDto, ReturnedPaymentDto, StartedPaymentDto } from '@/lib/contracts/checkout'
import { type PaymentState, paymentState } from '@/lib/domain/payment-status'
import { returnUrl } from '../payment-methods/dto'
import type { OpenPayment } from './open-payment'
import type { Paid } from './pay-order'
import type { ReturnRow } from './store'

/** What the browser needs to confirm. The client secret goes to the buyer's browser and nowhere else. */
export function toStartedPaymentDto({ payment: { id }, intent }: OpenPayment): StartedPaymentDto {
  const { clientSecret } = intent
  return clientSecret === null ? { paymentId: id } : { paymentId: id, clientSecret, returnUrl: returnUrl(id) }
}

export function toPaidDto({ payment, redirectUrl }: Paid): PaidDto {
  return { paymentId: payment.id, state: paymentState(payment), next: redirectUrl ?? returnUrl(payment.id) }
}

type Seen = {
  continueUrl: string | null
  stripeAnswered: boolean
  isAsked: boolean
  /** It is shown to somebody who has nothing but the link in a mail. */
  byLink: boolean
}

const WAITING: readonly PaymentState[] = ['starting', 'open', 'declined', 'expired', 'refused']

/**
 * One payment as its buyer sees it when they come back. `isAsked`: we are still trying to confirm it, so nobody knows yet
 * whether it is charged, whatever the last try came to.
 */
export function toReturnedPaymentDto(row: ReturnRow, seen: Seen): ReturnedPaymentDto {
  const { continueUrl, stripeAnswered, isAsked, byLink } = seen
  const state = paymentState(row)
  const { order, paymentMethod, mandates, fundingBrand: brand, fundingLast4: last4 } = row
  const saved = byLink ? undefined : mandates.find(({ activatedAt }) => activatedAt !== null)
  const method = saved && paymentMethod?.status === 'active' ? paymentMethod : null
  const failed = row.failure !== null
  return {
    id: row.id,
    orderId: row.orderId,
    state: isAsked && WAITING.includes(state) ? 'charging' : state,
    amount: row.amount,
    currency: row.currency,
    amountReceived: row.amountReceived,
    captureBefore: row.captureBefore?.toISOString() ?? null,
    methodType: row.methodType,
    email: byLink ? null : (paymentMethod?.email ?? null),
    funding: brand && last4 ? { brand, last4 } : null,
    items: order.items.map(({ description, quantity, unitAmount }) => ({ description, quantity, unitAmount })),
    savedMandateId: saved?.id ?? null,
    savedMethod: method && { id: method.id, isDefault: method.isDefault },
    isSaving: mandates.some(({ status }) => status === 'pending'),
    isSubscription: !byLink && row.invoiceId !== null,
    lostMethod: failed && paymentMethod !== null && paymentMethod.status !== 'active',
    continueUrl,
    mailsTo: byLink ? null : (order.customer.user?.email ?? order.email),
    stripeAnswered,
  }
}
