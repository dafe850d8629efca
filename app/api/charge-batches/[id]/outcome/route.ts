import { idParams } from '@/lib/contracts/setups'
import { AppError } from '@/lib/domain/errors'
import { writeOutcomeFile } from '@/lib/server/charge-batches/write-outcome-file'
import { merchantRoute } from '@/lib/server/http/route'

/** GET /api/charge-batches/{id}/outcome: what became of every line, as CSV to keep. */
export const GET = merchantRoute({ params: idParams }, async ({ merchant, params: { id } }) => {
  const file = await writeOutcomeFile(id, merchant)
  if (file === null) throw new AppError('not_found', 'There is no such list of charges.')
  const headers = {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="charges-${id}.csv"`,
  }
  return new Response(file, { headers })
})
