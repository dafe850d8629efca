import { idParams } from '@/lib/contracts/setups'
import { AppError } from '@/lib/domain/errors'
import { viewBatch } from '@/lib/server/charge-batches/view-batch'
import { merchantRoute } from '@/lib/server/http/route'

/** GET /api/charge-batches/{id}: how far a list of charges is. */
export const GET = merchantRoute({ params: idParams }, async ({ merchant, params: { id } }) => {
  const batch = await viewBatch(id, merchant)
  if (!batch) throw new AppError('not_found', 'There is no such list of charges.')
  return Response.json(batch)
})
