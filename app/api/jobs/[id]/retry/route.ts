import { deadLetterParams } from '@/lib/contracts/console'
import { retryDeadLetter } from '@/lib/server/console/retry-dead-letter'
import { merchantRoute } from '@/lib/server/http/route'
import { seeOther } from '@/lib/server/http/see-other'

/** POST /api/jobs/{id}/retry: lets the worker try again what it had given up, a command or an event. */
export const POST = merchantRoute(
  { params: deadLetterParams, formPage: /^\/console\/(attention|payments\/[0-9a-f-]{36})$/ },
  async ({ merchant, params, requestId, isForm }) => {
    await retryDeadLetter(params.id, merchant, requestId)
    return isForm ? seeOther('/console/attention') : new Response(null, { status: 204 })
  },
)
