import 'server-only'
import { ORDER_MOMENTS, type OrderDto } from '@/lib/contracts/orders'
import { orderState, paymentState } from '@/lib/domain/payment-status'
import type { FoundOrder, Moment } from './store'

/** An order as its own customer sees it. */
export function toOrderDto(order: FoundOrder, moments: Moment[]): OrderDto {
  const { id, amount, currency, payments } = order
  return {
    id,
    amount,
    currency,
    state: orderState(payments),
    placedAt: order.createdAt.toISOString(),
    items: order.items.map(({ description, quantity, unitAmount }) => ({ description, quantity, unitAmount })),
    payments: payments.map(toPayment),
    timeline: [{ at: order.createdAt.toISOString(), what: 'placed' as const }, ...moments.flatMap(toMoment)],
  }
}

function toPayment(payment: FoundOrder['payments'][number]): OrderDto['payments'][number] {
  const { id, fundingBrand: brand, fundingLast4: last4, paymentMethod } = payment
  return {
    id,
    state: paymentState(payment),
    funding: brand && last4 ? { brand, last4 } : null,
    email: paymentMethod.email,
    mandateId: paymentMethod.mandates[0]?.id ?? null,
  }
}

// The customer's timeline has what they would notice; the rest is the merchant's.
function toMoment({ at, action }: Moment): OrderDto['timeline'] {
  const what = ORDER_MOMENTS.find((moment) => action === `payment.${moment}`)
  return what ? [{ at: at.toISOString(), what }] : []
}
