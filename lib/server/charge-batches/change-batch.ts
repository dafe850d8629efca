import 'server-only'
import { afterCommand, type BatchCommand } from '@/lib/domain/charge-batch'
import { AppError } from '@/lib/domain/errors'
import { requireMerchant, type Viewer } from '../auth/session'
import { businessNow } from '../clock'
import { moveBatch } from './store'

type Change = { id: string; command: BatchCommand; merchant: Viewer; requestId: string }

/**
 * Pauses, resumes or stops a list. No line begins after a pause or a stop was answered; what has begun is finished. Giving a
 * command twice is giving it once. Throws `not_found`, and `batch_ended` where there is nothing left to be changed.
 */
export async function changeBatch({ id, command, merchant, requestId }: Change): Promise<void> {
  requireMerchant(merchant)
  const moved = { actorId: merchant.userId, requestId, now: await businessNow() }
  const status = await moveBatch(id, moved, ({ status }) => afterCommand(status, command))
  if (status === false) throw new AppError('not_found', 'There is no such list of charges.')
  if (status === null) throw new AppError('batch_ended', `There is nothing to ${command} any more.`)
}
