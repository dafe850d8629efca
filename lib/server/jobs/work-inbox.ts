import 'server-only'
import { causesOf, log } from '../logger'
import { handlerOf } from '../webhooks/handlers'
import { claimEvents, markFailed, markHandled, type StripeEvent } from '../webhooks/store'

// As many as are started at once, so that no claim waits while its 30 seconds run.
const AT_ONCE = 4
const GIVE_UP_AFTER = 10

/** Handles due events and answers how many there were. */
export async function workInbox(): Promise<number> {
  const events = await claimEvents(AT_ONCE)
  await Promise.all(events.map(handle))
  return events.length
}

async function handle(event: StripeEvent): Promise<void> {
  const { id: eventId, type, attempts } = event
  try {
    await handlerOf(type)?.(event)
    await markHandled(event)
    log.info({ eventId, type, attempts }, 'event.handled')
  } catch (error) {
    const givesUp = attempts >= GIVE_UP_AFTER
    log[givesUp ? 'error' : 'warn'](
      { eventId, type, attempts, error: causesOf(error) },
      givesUp ? 'event.given_up' : 'event.failed',
    )
    await markFailed(event, causesOf(error), givesUp ? null : retrySeconds(attempts))
  }
}

/** One second at first, doubling up to ten minutes. */
function retrySeconds(attempts: number): number {
  return Math.min(2 ** (attempts - 1), 600)
}
