import { openLinkBody, type OpenedLinkDto } from '@/lib/contracts/recoveries'
import { browserOf } from '@/lib/server/http/browser-of'
import { openRoute } from '@/lib/server/http/route'
import { seeOther } from '@/lib/server/http/see-other'
import { openLink } from '@/lib/server/recovery/open-link'

/**
 * POST /api/recoveries: lets this browser pay the failed charge that a mail's link is about, for two hours, and goes on to
 * the checkout page. The link's secret comes in the body, so that no log has it, and stays out of the pages that follow.
 */
export const POST = openRoute(
  { body: openLinkBody, form: ({ token }) => ({ token }), formPage: '/recover/ended' },
  async ({ body: { token }, request, requestId, isForm }) => {
    const { orderId, cookie, problem } = await openLink({ token, requestId, ...browserOf(request), page: null })
    const isNews = problem?.code === 'payment_provider_unavailable'
    const response = isForm
      ? seeOther(`/checkout/${orderId}`, isNews ? { problem: problem.code } : {})
      : Response.json({ orderId } satisfies OpenedLinkDto)
    response.headers.append('set-cookie', cookie)
    return response
  },
)
