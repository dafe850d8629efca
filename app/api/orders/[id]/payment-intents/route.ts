import { startPaymentBody } from '@/lib/contracts/checkout'
import { idParams } from '@/lib/contracts/setups'
import { AppError } from '@/lib/domain/errors'
import { toStartedPaymentDto } from '@/lib/server/checkout/dto'
import { openPayment } from '@/lib/server/checkout/open-payment'
import { startPayment } from '@/lib/server/checkout/start-payment'
import { browserOf } from '@/lib/server/http/browser-of'
import { payerRoute } from '@/lib/server/http/route'
import { seeOther } from '@/lib/server/http/see-other'

/**
 * POST /api/orders/{id}/payment-intents: starts paying an order, or goes on with it, and says whether Amazon Pay is saved.
 * JSON gets the client secret; a form is sent back to the page that has it rendered by the server. 202 means that Stripe has
 * not answered yet.
 */
export const POST = payerRoute(
  { params: idParams, body: startPaymentBody, form: fromForm, formPage: /^\/checkout\/[^/]+$/ },
  async ({ payer: buyer, body, params: { id: orderId }, request, requestId, isForm }) => {
    const { paymentId, made } = await startPayment({ ...body, orderId, buyer, requestId, ...browserOf(request) })
    try {
      const open = await openPayment(paymentId, made)
      return isForm ? seeOther(`/checkout/${orderId}`) : Response.json(toStartedPaymentDto(open))
    } catch (error) {
      const unknown = error instanceof AppError && error.code === 'payment_provider_unavailable'
      if (isForm || !unknown) throw error
      return Response.json({ paymentId }, { status: 202, headers: { 'retry-after': '1' } })
    }
  },
)

function fromForm({ save, noticeId, restart }: Record<string, string>) {
  return {
    ...(save === 'true' && { save: { noticeId, agreed: true } }),
    ...(restart === 'true' && { restart: true }),
  }
}
