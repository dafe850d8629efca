import 'server-only'
import type { HoldDto } from '@/lib/contracts/holds-and-refunds'
import { requireMerchant, type Viewer } from '../auth/session'
import { toHoldDto } from './dto'
import { listHoldRows } from './store'

const AT_MOST = 200

/** Everything that is reserved and not charged yet, the one that ends first before the others. For the merchant's people only. */
export async function listHolds(viewer: Viewer): Promise<HoldDto[]> {
  requireMerchant(viewer)
  return (await listHoldRows(AT_MOST)).map(toHoldDto).filter((hold) => hold !== null)
}
