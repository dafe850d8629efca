import 'server-only'
import type { ChargeBatchDto } from '@/lib/contracts/charge-batches'
import { requireMerchant, type Viewer } from '../auth/session'
import { toChargeBatchDto } from './dto'
import { listBatchRows, totalsOf } from './store'

const PER_PAGE = 25

type Found = { batches: ChargeBatchDto[]; next: string | null }

/** A page of lists of charges, the newest first; `next` asks for the following one. For the merchant's people only. */
export async function listBatches(viewer: Viewer, { after }: { after: string | undefined }): Promise<Found> {
  requireMerchant(viewer)
  const rows = await listBatchRows({ after, limit: PER_PAGE + 1 })
  const shown = rows.slice(0, PER_PAGE)
  const totals = await totalsOf(shown.map(({ id }) => id))
  const batches = shown.map((batch) => toChargeBatchDto(batch, totals))
  return { batches, next: rows.length > PER_PAGE ? (batches.at(-1)?.id ?? null) : null }
}
