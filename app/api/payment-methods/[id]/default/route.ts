import { idParams } from '@/lib/contracts/setups'
import { route } from '@/lib/server/http/route'
import { seeOther } from '@/lib/server/http/see-other'
import { makeDefault } from '@/lib/server/payment-methods/make-default'

/** POST /api/payment-methods/{id}/default: the method that is offered first from now on. */
export const POST = route(
  { params: idParams, formPage: '/wallet' },
  async ({ customer, params, requestId, isForm }) => {
    await makeDefault(params.id, customer, requestId)
    return isForm ? seeOther('/wallet') : new Response(null, { status: 204 })
  },
)
