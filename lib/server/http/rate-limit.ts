import 'server-only'
import { createHash } from 'node:crypto'
import { RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '@/lib/domain/errors'
import { type LimitName, limiter } from './store'

/**
 * Counts one try against a limit that all web processes share, before anything costs Stripe or a password hash.
 * Throws `too_many_requests` with the seconds to wait. Keys are hashed: no address or e-mail is kept.
 */
export async function countTry(name: LimitName, who: string): Promise<void> {
  try {
    await limiter(name).consume(keyOf(who))
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const retryAfterSeconds = Math.ceil(refusal.msBeforeNext / 1000)
    throw new AppError('too_many_requests', 'Too many tries. Please wait a while.', { retryAfterSeconds })
  }
}

/** Gives all tries back, once it turned out that the caller was who they said. */
export async function forgetTries(name: LimitName, who: string): Promise<void> {
  await limiter(name).delete(keyOf(who))
}

function keyOf(who: string): string {
  return createHash('sha256').update(who).digest('hex')
}
