import 'server-only'
import { toChangedPaymentDto } from '../payments/dto'
import type { FoundPayment } from '../payments/store'
import { seeOther } from './see-other'

/** The answer to whoever changed a payment: its own page for a form, JSON otherwise; 202 while Stripe has not answered. */
export function changedPayment(payment: FoundPayment, isForm: boolean): Response {
  if (isForm) return seeOther(`/console/payments/${payment.id}`)
  return Response.json(toChangedPaymentDto(payment), { status: payment.asked ? 202 : 200 })
}
