import 'server-only'
import type { DisputeDto } from '@/lib/contracts/holds-and-refunds'
import { requireMerchant, type Viewer } from '../auth/session'
import { toDisputeDto } from '../disputes/dto'
import { listDisputeRows } from '../disputes/store'

const AT_MOST = 200

/** Disputes, those to be answered first. For the merchant's people only. */
export async function listDisputes(viewer: Viewer): Promise<DisputeDto[]> {
  requireMerchant(viewer)
  return (await listDisputeRows(AT_MOST)).map(toDisputeDto)
}
