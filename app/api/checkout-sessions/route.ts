import { startCheckoutSessionBody } from '@/lib/contracts/setups'
import { AppError } from '@/lib/domain/errors'
import { clientAddress } from '@/lib/server/http/client-address'
import { idempotencyKey } from '@/lib/server/http/idempotency-key'
import { leavePage } from '@/lib/server/http/leave-page'
import { ownReferer } from '@/lib/server/http/own-referer'
import { route } from '@/lib/server/http/route'
import { openSession } from '@/lib/server/setups/open-session'
import { startSetup } from '@/lib/server/payment-methods/start-setup'

const PAGE = '/wallet/add'

/**
 * POST /api/checkout-sessions: files what the customer agreed to and opens Stripe's hosted page in setup mode. JSON gets its
 * address; a form gets a page that goes on to it. 202 means that Stripe has not answered yet.
 */
export const POST = route(
  { body: startCheckoutSessionBody, form: fromForm, formPage: PAGE },
  async ({ customer, body, request, requestId, isForm }) => {
    const { headers } = request
    const setup = await startSetup({
      ...body,
      customer,
      requestId,
      idempotencyKey: idempotencyKey(headers, body.attemptKey),
      page: ownReferer(request)?.pathname ?? null,
      ip: clientAddress(headers),
      userAgent: headers.get('user-agent'),
    })
    try {
      const url = await openSession(setup)
      return isForm ? leavePage(request, url, 'checkout') : Response.json({ id: setup.id, url })
    } catch (error) {
      const unknown = error instanceof AppError && error.code === 'payment_provider_unavailable'
      if (isForm || !unknown) throw error
      return Response.json({ id: setup.id }, { status: 202, headers: { 'retry-after': '1' } })
    }
  },
)

function fromForm({ noticeId, agreed, usage = 'on_session', methods, attemptKey }: Record<string, string>) {
  return { noticeId, agreed: agreed === 'true', usage, methods, attemptKey }
}
