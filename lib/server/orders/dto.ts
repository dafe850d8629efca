import 'server-only'
import { ORDER_MOMENTS, type OrderDto } from '@/lib/contracts/orders'
import { type ProductDto } from '@/lib/contracts/checkout'
import { orderState, paymentState } from '@/lib/domain/payment-status'
import { nextTryOf } from '@/lib/domain/retry-schedule'
import type { FoundOrder, Moment, ProductRow } from './store'

export function toProductDto(product: ProductRow): ProductDto {
  const { id, slug, name, description, unitAmount, currency, captureMethod } = product
  return { id, slug, name, description, unitAmount, currency, isHold: captureMethod === 'manual' }
}

/** An order as its own buyer sees it. */
export function toOrderDto(order: FoundOrder, moments: Moment[]): OrderDto {
  const { id, amount, currency, payments, fulfilment } = order
  const fulfilled = fulfilment ? [{ at: fulfilment.at.toISOString(), what: 'fulfilled' as const }] : []
  const timeline = [...moments.flatMap(toMoment), ...fulfilled].toSorted((a, b) => a.at.localeCompare(b.at))
  return {
    id,
    amount,
    currency,
    isHold: order.captureMethod === 'manual',
    fulfilment: fulfilment?.reference ?? null,
    state: orderState(payments),
    placedAt: order.createdAt.toISOString(),
    items: order.items.map(({ description, quantity, unitAmount }) => ({ description, quantity, unitAmount })),
    payments: payments.map(toPayment),
    timeline: [{ at: order.createdAt.toISOString(), what: 'placed' as const }, ...timeline],
  }
}

function toPayment(payment: FoundOrder['payments'][number]): OrderDto['payments'][number] {
  const {
    id,
    fundingBrand: brand,
    fundingLast4: last4,
    paymentMethod,
    methodType,
    amountReceived,
    captureBefore,
  } = payment
  return {
    id,
    state: paymentState(payment),
    funding: brand && last4 ? { brand, last4 } : null,
    email: paymentMethod?.email ?? null,
    methodType,
    mandateId: paymentMethod?.mandates[0]?.id ?? null,
    offSession: payment.offSession,
    nextTryAt: payment.failure ? (nextTryOf(payment)?.toISOString() ?? null) : null,
    amountReceived,
    captureBefore: captureBefore?.toISOString() ?? null,
    refunds: payment.refunds.flatMap(toRefund),
  }
}

// A refund that Stripe never made is the merchant's business.
function toRefund(refund: FoundOrder['payments'][number]['refunds'][number]) {
  const { amount, status, stripeRefundId, createdAt } = refund
  if (status === 'canceled' || (status === 'failed' && stripeRefundId === null)) return []
  const state = status === 'succeeded' || status === 'failed' ? status : ('pending' as const)
  return [{ amount, state, at: createdAt.toISOString() }]
}

// The customer's timeline has what they would notice; the rest is the merchant's.
function toMoment({ at, action }: Moment): OrderDto['timeline'] {
  const what = ORDER_MOMENTS.find(
    (moment) => action === `payment.${moment}` || action === moment.replace('refund_', 'refund.'),
  )
  return what ? [{ at: at.toISOString(), what }] : []
}
