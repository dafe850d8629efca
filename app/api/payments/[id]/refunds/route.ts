import { refundBody } from '@/lib/contracts/holds-and-refunds'
import { idParams } from '@/lib/contracts/setups'
import { idempotencyKey } from '@/lib/server/http/idempotency-key'
import { merchantRoute } from '@/lib/server/http/route'
import { seeOther } from '@/lib/server/http/see-other'
import { typedAmount } from '@/lib/server/http/typed-amount'
import { askRefund } from '@/lib/server/refunds/ask-refund'
import { toRefundDto } from '@/lib/server/refunds/dto'

/** POST /api/payments/{id}/refunds: gives money back, all that is left or a part. 202: Stripe has not answered yet. */
export const POST = merchantRoute(
  { params: idParams, body: refundBody, form: fromForm, formPage: /^\/console\/payments\/[^/]+$/ },
  async ({ merchant, body: { attemptKey, ...body }, params: { id: paymentId }, request, requestId, isForm }) => {
    const key = idempotencyKey(request.headers, attemptKey)
    const refund = await askRefund({ ...body, merchant, paymentId, idempotencyKey: key, requestId })
    if (isForm) return seeOther(`/console/payments/${paymentId}`)
    const isKnown = refund.status !== null
    return Response.json(toRefundDto(refund, refund.payment.currency), { status: isKnown ? 200 : 202 })
  },
)

function fromForm({ amount, currency, reason, attemptKey }: Record<string, string>) {
  return { ...typedAmount(amount, currency), ...(reason && { reason }), attemptKey }
}
