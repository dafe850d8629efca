import { batchCommandParams } from '@/lib/contracts/charge-batches'
import { changeBatch } from '@/lib/server/charge-batches/change-batch'
import { viewBatch } from '@/lib/server/charge-batches/view-batch'
import { merchantRoute } from '@/lib/server/http/route'
import { seeOther } from '@/lib/server/http/see-other'

/** POST /api/charge-batches/{id}/pause, /resume and /stop. A draft that is stopped is thrown away. */
export const POST = merchantRoute(
  { params: batchCommandParams, formPage: /^\/console\/charges\/[0-9a-f-]{36}$/ },
  async ({ merchant, params: { id, command }, requestId, isForm }) => {
    await changeBatch({ id, command, merchant, requestId })
    return isForm ? seeOther(`/console/charges/${id}`) : Response.json(await viewBatch(id, merchant))
  },
)
