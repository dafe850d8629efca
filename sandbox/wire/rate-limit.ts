import { rateLimited } from './errors'

const WINDOW_MILLISECONDS = 1000

/** How many requests each world has been sent in the last second, of real time. */
export class RateLimits {
  readonly #times = new Map<string, number[]>()

  /**
   * Counts a request. `limit`: requests a second, 0 for as many as come (docs.stripe.com/rate-limits).
   * @throws StripeError 429; one that is turned away does not count.
   */
  admit(world: string, limit: number): void {
    if (limit === 0) return
    const now = performance.now()
    const times = (this.#times.get(world) ?? []).filter((time) => time > now - WINDOW_MILLISECONDS)
    this.#times.set(world, times)
    if (times.length >= limit) throw rateLimited('global-rate')
    times.push(now)
  }
}
