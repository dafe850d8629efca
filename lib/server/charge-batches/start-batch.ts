import 'server-only'
import type { StartBatchBody } from '@/lib/contracts/charge-batches'
import { AppError } from '@/lib/domain/errors'
import { requireMerchant, type Viewer } from '../auth/session'
import { wasFileStarted } from '../bulk/store'
import { businessNow } from '../clock'
import { moveBatch, readySums } from './store'

type Start = { id: string; confirmed: StartBatchBody; merchant: Viewer; requestId: string }

/**
 * Lets the worker charge a draft's good lines, once the merchant has typed how many they are and what they come to. Doing it
 * again with the same figures changes nothing. Throws `not_found`, `confirmation_wrong`, `file_started_before` where they have
 * not said that they mean the same file once more, and `batch_ended` for one that was stopped.
 */
export async function startBatch({ id, confirmed, merchant, requestId }: Start): Promise<void> {
  requireMerchant(merchant)
  const moved = { actorId: merchant.userId, requestId, now: await businessNow() }
  const status = await moveBatch(id, moved, async (batch, tx) => {
    if (batch.status !== 'draft') return batch.status
    const { count, sums } = await readySums(tx, id)
    if (!isConfirmed(confirmed, { count, sums })) return null
    if (confirmed.again || !(await wasFileStarted(tx, batch))) return 'running'
    throw new AppError('file_started_before', 'A list of the very same file was started before.')
  })
  if (status === false) throw new AppError('not_found', 'There is no such list of charges.')
  if (status === null) throw new AppError('confirmation_wrong', 'That is not what this list comes to.')
  if (status === 'stopped') throw new AppError('batch_ended', 'This list was stopped or thrown away.')
}

function isConfirmed({ count, sums }: StartBatchBody, ready: { count: number; sums: Map<string, number> }): boolean {
  const typed = Object.entries(sums)
  const isEach = typed.every(([currency, amount]) => ready.sums.get(currency) === amount)
  return count === ready.count && typed.length === ready.sums.size && isEach
}
