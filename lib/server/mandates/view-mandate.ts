import 'server-only'
import type { MandateDto } from '@/lib/contracts/mandates'
import type { Viewer } from '../auth/session'
import { toMandateDto } from './dto'
import { findMandate } from './store'

/** A mandate for its own customer and the merchant's people; null for everybody else, as for one that is not there. */
export async function viewMandate(id: string, viewer: Viewer): Promise<MandateDto | null> {
  const mandate = await findMandate(id)
  const maySee = mandate && (viewer.role === 'merchant' || mandate.customer.userId === viewer.userId)
  return maySee ? toMandateDto(mandate) : null
}
