import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { isDatabaseDown } from '../database-errors'

// At ten minutes each, three days: as long as Stripe goes on delivering an event.
const GIVE_UP_WAITING_AFTER = 450

/**
 * Seconds until something is tried again that failed for the `attempts`-th time: one at first, doubling up to ten minutes.
 * Null when it is set aside for a person, after `giveUpAfter` failures. While Stripe or the database is away nothing is
 * wrong with the thing itself, so it is kept for three days.
 */
export function retrySeconds(
  { attempts, giveUpAfter }: { attempts: number; giveUpAfter: number },
  error: unknown,
): number | null {
  const isAway = isDatabaseDown(error) || (error instanceof AppError && error.code === 'payment_provider_unavailable')
  return attempts >= (isAway ? GIVE_UP_WAITING_AFTER : giveUpAfter) ? null : Math.min(2 ** (attempts - 1), 600)
}
