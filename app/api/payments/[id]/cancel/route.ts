import { cancelBody } from '@/lib/contracts/holds-and-refunds'
import { idParams } from '@/lib/contracts/setups'
import { askCommand } from '@/lib/server/holds/ask-command'
import { changedPayment } from '@/lib/server/http/changed-payment'
import { idempotencyKey } from '@/lib/server/http/idempotency-key'
import { merchantRoute } from '@/lib/server/http/route'

/** POST /api/payments/{id}/cancel: releases a hold, or ends a payment nobody has made. 202: Stripe has not answered yet. */
export const POST = merchantRoute(
  {
    params: idParams,
    body: cancelBody,
    form: ({ attemptKey }) => ({ attemptKey }),
    formPage: /^\/console\/payments\/[^/]+$/,
  },
  async ({ merchant, body: { attemptKey }, params: { id: paymentId }, request, requestId, isForm }) => {
    const key = idempotencyKey(request.headers, attemptKey)
    const payment = await askCommand({ merchant, paymentId, what: 'cancel', idempotencyKey: key, requestId })
    return changedPayment(payment, isForm)
  },
)
