import { subscribeBody, type SubscribedDto } from '@/lib/contracts/subscriptions'
import { browserOf } from '@/lib/server/http/browser-of'
import { idempotencyKey } from '@/lib/server/http/idempotency-key'
import { route } from '@/lib/server/http/route'
import { seeOther } from '@/lib/server/http/see-other'
import { subscribe } from '@/lib/server/subscribing/subscribe'

/**
 * POST /api/subscriptions: subscribes with a saved method, or by an order that is paid first. A form goes on to /subscriptions,
 * or to the checkout page when there is something for its customer to pay. 202 means that Stripe has not answered yet.
 */
export const POST = route(
  { body: subscribeBody, form: fromForm, formPage: '/subscriptions' },
  async ({ customer, body: { attemptKey, ...body }, request, requestId, isForm }) => {
    const key = idempotencyKey(request.headers, attemptKey)
    const made = await subscribe({ ...body, customer, requestId, idempotencyKey: key, ...browserOf(request) })
    const { id, orderId, isKnown } = made
    if (isForm) return seeOther(orderId ? `/checkout/${orderId}` : '/subscriptions')
    return Response.json({ id, orderId } satisfies SubscribedDto, { status: isKnown ? 201 : 202 })
  },
)

function fromForm(fields: Record<string, string>) {
  const { productId, paymentMethodId, noticeId, agreed, attemptKey, amount, trialDays } = fields
  const agreement = agreed === 'true' ? { noticeId, agreed: true } : {}
  // Somebody who chose a saved method agrees to nothing new, whatever else stands in the form.
  const paid = paymentMethodId ? { paymentMethodId } : agreement
  // A plan without a free trial has an empty field.
  const free = trialDays === undefined ? {} : { trialDays: trialDays === '' ? null : Number(trialDays) }
  return { productId, ...paid, ...(amount !== undefined && { amount: Number(amount) }), ...free, attemptKey }
}
