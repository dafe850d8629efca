import 'server-only'
import type { RecoveryDto, ToPayDto } from '@/lib/contracts/recoveries'
import { explain } from '@/lib/domain/error-catalogue'
import { isInFlight, paymentState } from '@/lib/domain/payment-status'
import { nextTryOf } from '@/lib/domain/retry-schedule'
import { livePayment } from './still-to-pay'
import type { LinkedRecovery } from './store'

/** A failed charge as whoever has its link sees it. `isSending`: it is being tried right now. */
export function toRecoveryDto(recovery: LinkedRecovery, isSending: boolean): RecoveryDto {
  const { payment } = recovery
  const { order, errorCode } = payment
  const methodType = typeOf(recovery)
  // Its customer may be paying in another way, by another payment.
  const isKnown = !isSending && !isInFlight(paymentState(payment)) && livePayment(recovery)?.status !== 'processing'
  return {
    amount: order.amount,
    currency: order.currency,
    items: order.items.map(({ description, quantity, unitAmount }) => ({ description, quantity, unitAmount })),
    methodType,
    reason: isKnown ? explain(errorCode, { movedMoney: false, methodType }).customer : null,
    nextTryAt: nextTryOf({ recovery, invoice: payment.invoice })?.toISOString() ?? null,
  }
}

/** The same for its signed-in customer, in a line. */
export function toToPayDto(recovery: LinkedRecovery): ToPayDto {
  const { payment } = recovery
  const { orderId, amount, currency, order } = payment
  return {
    orderId,
    amount,
    currency,
    description: order.items[0]?.description ?? 'your order',
    methodType: typeOf(recovery),
    nextTryAt: nextTryOf({ recovery, invoice: payment.invoice })?.toISOString() ?? null,
  }
}

// An invoice may be charged without one that is known here.
function typeOf({ paymentMethod, payment }: LinkedRecovery): string {
  return paymentMethod?.type ?? payment.methodType ?? 'unknown'
}
