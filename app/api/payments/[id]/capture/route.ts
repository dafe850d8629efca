import { captureBody } from '@/lib/contracts/holds-and-refunds'
import { idParams } from '@/lib/contracts/setups'
import { askCommand } from '@/lib/server/holds/ask-command'
import { changedPayment } from '@/lib/server/http/changed-payment'
import { idempotencyKey } from '@/lib/server/http/idempotency-key'
import { merchantRoute } from '@/lib/server/http/route'
import { typedAmount } from '@/lib/server/http/typed-amount'

/** POST /api/payments/{id}/capture: charges what is held, in full or in part. 202 means that Stripe has not answered yet. */
export const POST = merchantRoute(
  { params: idParams, body: captureBody, form: fromForm, formPage: /^\/console\/payments\/[^/]+$/ },
  async ({ merchant, body: { amount, attemptKey }, params: { id: paymentId }, request, requestId, isForm }) => {
    const key = idempotencyKey(request.headers, attemptKey)
    const payment = await askCommand({ merchant, paymentId, what: 'capture', amount, idempotencyKey: key, requestId })
    return changedPayment(payment, isForm)
  },
)

function fromForm({ amount, currency, attemptKey }: Record<string, string>) {
  return { ...typedAmount(amount, currency), attemptKey }
}
