import 'server-only'
import type { ChargeBatchDto, ChargeBatchPageDto } from '@/lib/contracts/charge-batches'
import type { LineOutcome } from '@/lib/domain/charge-batch'
import { requireMerchant, type Viewer } from '../auth/session'
import { toChargeBatchDto, toChargeBatchLineDto, toStub } from './dto'
import { findBatch, listLines, listSameFile, totalsOf } from './store'

const PER_PAGE = 50

/** One list with how far it is, for the merchant's people only; null when there is none such. */
export async function viewBatch(id: string, viewer: Viewer): Promise<ChargeBatchDto | null> {
  requireMerchant(viewer)
  const batch = await findBatch(id)
  return batch && toChargeBatchDto(batch, await totalsOf([id]))
}

type Wanted = { outcome: LineOutcome | 'all' | undefined; after: number | undefined }

/** The same with a page of its lines, of those with one outcome or of all; `next` asks for the following one. */
export async function viewBatchPage(id: string, viewer: Viewer, wanted: Wanted): Promise<ChargeBatchPageDto | null> {
  requireMerchant(viewer)
  const batch = await findBatch(id)
  if (!batch) return null
  const totals = await totalsOf([id])
  const isSpoilt = batch.status === 'draft' && totals.some(({ outcome }) => outcome === 'bad')
  const { outcome = isSpoilt ? 'bad' : 'all', after = 0 } = wanted
  const shown = outcome === 'all' ? null : outcome
  const [rows, sameFile] = await Promise.all([
    listLines(id, { outcome: shown, after, limit: PER_PAGE + 1 }),
    listSameFile(batch),
  ])
  const lines = rows.slice(0, PER_PAGE).map(toChargeBatchLineDto)
  return {
    batch: toChargeBatchDto(batch, totals),
    sameFile: sameFile.map(toStub),
    lines,
    shown,
    next: rows.length > PER_PAGE ? (lines.at(-1)?.line ?? null) : null,
  }
}
