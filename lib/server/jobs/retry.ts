import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { isDatabaseDown } from '../database-errors'

// Three days: as long as Stripe goes on delivering an event.
const GIVE_UP_WAITING_SECONDS = 450 * 600

/**
 * The longest wait of bulk work, in seconds: while it waits, no further line of its list begins. So Stripe is asked by one
 * command a second, of the few that are open, and the list goes on within a minute after an outage however long.
 */
export const LONGEST_BULK_SECONDS = 60

type Failed = { attempts: number; giveUpAfter: number; longest?: number }

/**
 * Seconds until something is tried again that failed for the `attempts`-th time: one at first, doubling up to `longest`, which
 * is ten minutes unless told. Null when it is set aside for a person, after `giveUpAfter` failures. While Stripe or the
 * database is away nothing is wrong with the thing itself, so it is kept for three days.
 */
export function retrySeconds({ attempts, giveUpAfter, longest = 600 }: Failed, error: unknown): number | null {
  const isAway = isDatabaseDown(error) || (error instanceof AppError && error.code === 'payment_provider_unavailable')
  const most = isAway ? GIVE_UP_WAITING_SECONDS / longest : giveUpAfter
  return attempts >= most ? null : Math.min(2 ** (attempts - 1), longest)
}
