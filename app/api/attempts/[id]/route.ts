import { idParams } from '@/lib/contracts/setups'
import { AppError } from '@/lib/domain/errors'
import { route } from '@/lib/server/http/route'
import { toAttemptDto } from '@/lib/server/payment-methods/dto'
import { watchSetup } from '@/lib/server/payment-methods/watch-setup'

/** GET /api/attempts/{id}: where one try stands, for the page that waits for it. */
export const GET = route({ params: idParams }, async ({ customer, params }) => {
  const watched = await watchSetup(params.id, customer.id)
  if (!watched) throw new AppError('not_found', 'There is no such attempt.')
  return Response.json(toAttemptDto(watched.setup))
})
