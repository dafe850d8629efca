import { idParams } from '@/lib/contracts/setups'
import { route } from '@/lib/server/http/route'
import { removeMethod } from '@/lib/server/payment-methods/remove-method'

/** DELETE /api/payment-methods/{id}: 200 once it is gone, 202 while it waits for Stripe or for a charge under way. */
export const DELETE = route({ params: idParams }, async ({ customer, params, requestId }) => {
  const removed = await removeMethod(params.id, customer, requestId)
  return Response.json(removed, { status: removed.status === 'detached' ? 200 : 202 })
})
