import 'server-only'
import type { DeadLetterDto } from '@/lib/contracts/console'
import { requireMerchant, type Viewer } from '../auth/session'
import { listGivenUpJobs } from '../jobs/store'
import { listGivenUpEvents } from '../webhooks/store'

const AT_MOST = 100

/** Commands and events that the worker has given up, the oldest first. For the merchant's people only. */
export async function listDeadLetters(viewer: Viewer): Promise<DeadLetterDto[]> {
  requireMerchant(viewer)
  const [jobs, events] = await Promise.all([listGivenUpJobs(AT_MOST), listGivenUpEvents(AT_MOST)])
  const commands = jobs.map(({ id, kind, subjectId: subject, attempts, lastError, createdAt }) => ({
    ...{ id, kind, subject, attempts, lastError },
    since: createdAt.toISOString(),
  }))
  const told = events.map(({ id, objectId: subject, attempts, lastError, receivedAt }) => ({
    ...{ id, kind: 'event' as const, subject, attempts, lastError },
    since: receivedAt.toISOString(),
  }))
  return [...commands, ...told].toSorted((a, b) => a.since.localeCompare(b.since))
}
