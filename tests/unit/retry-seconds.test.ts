import { expect, it } from 'vitest'
import { AppError } from '@/lib/domain/errors'
import { LONGEST_BULK_SECONDS, retrySeconds } from '@/lib/server/jobs/retry'

const AWAY = new AppError('payment_provider_unavailable', 'Stripe is away.')
const DAYS = 24 * 3600

/** Waits until it is given up, in the order in which they come. */
function waits(longest: number | undefined, error: unknown): number[] {
  const all: number[] = []
  for (let attempts = 1; ; attempts++) {
    const seconds = retrySeconds({ attempts, giveUpAfter: 20, ...(longest && { longest }) }, error)
    if (seconds === null) return all
    all.push(seconds)
  }
}

it.each([undefined, LONGEST_BULK_SECONDS])(
  'a command waits longer each time, and for three days while Stripe is away: %s',
  (longest) => {
    const away = waits(longest, AWAY)
    expect(away.slice(0, 6)).toEqual([1, 2, 4, 8, 16, 32])
    expect(Math.max(...away)).toBe(longest ?? 600)
    const all = away.reduce((sum, seconds) => sum + seconds, 0)
    expect(all / DAYS).toBeGreaterThan(3)
    expect(all / DAYS).toBeLessThan(3.2)
    expect(waits(longest, new Error('Our own fault.'))).toHaveLength(19)
  },
)
