import { payBody } from '@/lib/contracts/checkout'
import { idParams } from '@/lib/contracts/setups'
import { toPaidDto } from '@/lib/server/checkout/dto'
import { payOrder } from '@/lib/server/checkout/pay-order'
import { browserOf } from '@/lib/server/http/browser-of'
import { idempotencyKey } from '@/lib/server/http/idempotency-key'
import { leavePage } from '@/lib/server/http/leave-page'
import { payerRoute } from '@/lib/server/http/route'
import { seeOther } from '@/lib/server/http/see-other'

/**
 * POST /api/orders/{id}/pay: pays without the browser's help, with a saved method or at Amazon. A form gets the page that
 * goes on to Amazon, or the return page; JSON is told where to go. 202 means that the outcome is not known yet.
 */
export const POST = payerRoute(
  { params: idParams, body: payBody, form: fromForm, formPage: /^\/checkout\/[^/]+$/ },
  async ({ payer: buyer, body: { attemptKey, ...body }, params: { id: orderId }, request, requestId, isForm }) => {
    const key = idempotencyKey(request.headers, attemptKey)
    const paid = await payOrder({ ...body, orderId, buyer, requestId, idempotencyKey: key, ...browserOf(request) })
    if (!isForm) return Response.json(toPaidDto(paid), { status: paid.isKnown ? 200 : 202 })
    return paid.redirectUrl ? leavePage(request, paid.redirectUrl) : seeOther(`/return/${paid.payment.id}`)
  },
)

function fromForm({ paymentMethodId, save, noticeId, attemptKey }: Record<string, string>) {
  return {
    ...(paymentMethodId && { paymentMethodId }),
    ...(save === 'true' && { save: { noticeId, agreed: true } }),
    attemptKey,
  }
}
