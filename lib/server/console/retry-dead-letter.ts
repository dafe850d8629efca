import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { requireMerchant, type Viewer } from '../auth/session'
import { reviveDeadLetter } from '../jobs/store'

/**
 * Makes what the worker had given up due again. Throws `not_found` when nothing such waits any more, and for a
 * charge whose method is being removed. */
export async function retryDeadLetter(id: string, viewer: Viewer, requestId: string): Promise<void> {
  requireMerchant(viewer)
  const revived = await reviveDeadLetter(id, { actorId: viewer.userId, requestId })
  if (!revived) throw new AppError('not_found', 'There is nothing to try again.')
}
