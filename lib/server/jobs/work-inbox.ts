import 'server-only'
import { causesOf, log } from '../logger'
import { handlerOf } from '../webhooks/handlers'
import { claimEvents, markFailed, markHandled, type ClaimedEvent } from '../webhooks/store'
import { retrySeconds } from './retry'

// As many as are started at once, so that no claim waits while its 30 seconds run.
const AT_ONCE = 4

/** Handles due events and answers how many there were. */
export async function workInbox(): Promise<number> {
  const events = await claimEvents(AT_ONCE)
  await Promise.all(events.map(handle))
  return events.length
}

async function handle(event: ClaimedEvent): Promise<void> {
  const { id: eventId, type, attempts } = event
  try {
    await handlerOf(type)?.(event)
    await markHandled(event)
    log.info({ eventId, type, attempts }, 'event.handled')
  } catch (error) {
    const retryInSeconds = retrySeconds({ attempts, giveUpAfter: 10 }, error)
    log[retryInSeconds === null ? 'error' : 'warn'](
      { eventId, type, attempts, error: causesOf(error) },
      retryInSeconds === null ? 'event.given_up' : 'event.failed',
    )
    await markFailed(event, causesOf(error), retryInSeconds)
  }
}
