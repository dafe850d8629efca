import 'server-only'
import type { ChargedDto } from '@/lib/contracts/charges'
import type { ChangedPaymentDto } from '@/lib/contracts/holds-and-refunds'
import type { AttemptDto } from '@/lib/contracts/setups'
import { paymentState } from '@/lib/domain/payment-status'
import type { FoundPayment } from './store'

/** The outcome of a charge, for the merchant's people. */
export function toChargedDto(payment: FoundPayment): ChargedDto {
  return { id: payment.id, orderId: payment.orderId, state: paymentState(payment), reason: reasonOf(payment) }
}

/** What a capture or a cancel has come to, for the merchant's people. */
export function toChangedPaymentDto(payment: FoundPayment): ChangedPaymentDto {
  const { id, asked, amountReceived } = payment
  return { id, state: paymentState(payment), asked, amountReceived, reason: reasonOf(payment) }
}

export function toPaymentAttemptDto(payment: FoundPayment): AttemptDto {
  return { id: payment.id, kind: 'payment', state: paymentState(payment) }
}

/** Stripe's sentence and code for a failure, for the merchant's people; null without one. */
export function reasonOf({
  failure,
  errorMessage,
  errorCode,
}: Pick<FoundPayment, 'failure' | 'errorMessage' | 'errorCode'>): string | null {
  if (!failure) return null
  return [errorMessage, errorCode && `(${errorCode})`].filter(Boolean).join(' ') || 'Stripe gave no reason.'
}
