import { chargeBody } from '@/lib/contracts/charges'
import { AppError } from '@/lib/domain/errors'
import { parseMoney } from '@/lib/domain/money'
import { isInFlight, paymentState } from '@/lib/domain/payment-status'
import { requiredIdempotencyKey } from '@/lib/server/http/idempotency-key'
import { merchantRoute } from '@/lib/server/http/route'
import { seeOther } from '@/lib/server/http/see-other'
import { runNow } from '@/lib/server/jobs/run-now'
import { askCharge } from '@/lib/server/payments/ask-charge'
import { toChargedDto } from '@/lib/server/payments/dto'
import { watchPayment } from '@/lib/server/payments/watch-payment'

/**
 * POST /api/charges: charges a customer's saved Amazon Pay while they are away. 200 tells the outcome, and a decline is one;
 * 202 means that Stripe has not answered yet. Repeated with the same Idempotency-Key it tells how the first one stands.
 */
export const POST = merchantRoute(
  { body: chargeBody, form: fromForm, formPage: /^\/console\/customers\/[0-9a-f-]{36}$/ },
  async ({ merchant, body, request, requestId, isForm }) => {
    const { attemptKey, ...charge } = body
    const idempotencyKey = requiredIdempotencyKey(request.headers, attemptKey)
    const { paymentId, job } = await askCharge({ ...charge, merchant, requestId, idempotencyKey })
    if (job) await runNow(job)
    if (isForm) return seeOther(`/console/payments/${paymentId}`)
    const payment = await watchPayment(paymentId, merchant)
    if (!payment) throw new Error(`Payment ${paymentId} was not written.`)
    if (!isInFlight(paymentState(payment))) return Response.json(toChargedDto(payment))
    return Response.json(toChargedDto(payment), { status: 202, headers: { 'retry-after': '1' } })
  },
)

// People type "12.00"; minor units are made of it here, by the currency's own decimals.
function fromForm({ amount = '', currency = '', paymentMethodId, ...fields }: Record<string, string>) {
  const minor = parseMoney(amount, currency)
  if (minor === null) throw new AppError('validation_failed', 'Enter an amount such as 12.00.')
  return { ...fields, amount: minor, currency, ...(paymentMethodId && { paymentMethodId }) }
}
