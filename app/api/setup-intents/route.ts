import { startSetupBody } from '@/lib/contracts/setups'
import { AppError } from '@/lib/domain/errors'
import { ownReferer } from '@/lib/server/http/own-referer'
import { clientAddress } from '@/lib/server/http/client-address'
import { idempotencyKey } from '@/lib/server/http/idempotency-key'
import { route } from '@/lib/server/http/route'
import { leavePage } from '@/lib/server/http/leave-page'
import { seeOther } from '@/lib/server/http/see-other'
import { confirmSetupHere } from '@/lib/server/payment-methods/confirm-setup-here'
import { toStartedSetupDto } from '@/lib/server/payment-methods/dto'
import { openSetup } from '@/lib/server/payment-methods/open-setup'
import { startSetup } from '@/lib/server/payment-methods/start-setup'

const PAGE = '/wallet/add'

/**
 * POST /api/setup-intents: files what the customer agreed to and starts one try at saving Amazon Pay. JSON gets the client
 * secret; a form is sent on to the page that has it rendered by the server or, without JavaScript, to Amazon. 202 means that Stripe has not answered yet.
 */
export const POST = route(
  { body: startSetupBody, form: fromForm, formPage: PAGE },
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
      if (body.confirm === 'server') return goOn(request, setup.id, await confirmSetupHere(setup))
      const intent = await openSetup(setup)
      return isForm ? seeOther(`/wallet/add/${setup.id}`) : Response.json(toStartedSetupDto(setup, intent))
    } catch (error) {
      const unknown = error instanceof AppError && error.code === 'payment_provider_unavailable'
      if (isForm || !unknown) throw error
      return Response.json({ id: setup.id }, { status: 202, headers: { 'retry-after': '1' } })
    }
  },
)

// Without an address the customer has nothing to approve: their page says how it stands.
function goOn(request: Request, setupId: string, redirectUrl: string | null): Response {
  return redirectUrl ? leavePage(request, redirectUrl) : seeOther(`/return/${setupId}`)
}

function fromForm({ noticeId, agreed, usage = 'on_session', attemptKey, render, confirm }: Record<string, string>) {
  const choice = { noticeId, agreed: agreed === 'true', usage, attemptKey }
  if (confirm === 'server') return { ...choice, confirm }
  if (render !== 'server') throw new AppError('validation_failed', 'A form says render=server or confirm=server.')
  return choice
}
