import { idParams } from '@/lib/contracts/setups'
import { merchantRoute } from '@/lib/server/http/route'
import { seeOther } from '@/lib/server/http/see-other'
import { stopRetries } from '@/lib/server/recovery/stop-retries'

/** POST /api/payments/{id}/stop-retries: a declined charge is not tried again by itself. */
export const POST = merchantRoute(
  { params: idParams, formPage: /^\/console\/payments\/[^/]+$/ },
  async ({ merchant, params, requestId, isForm }) => {
    await stopRetries(params.id, merchant, requestId)
    return isForm ? seeOther(`/console/payments/${params.id}`) : new Response(null, { status: 204 })
  },
)
