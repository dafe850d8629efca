export type Interval = 'day' | 'week' | 'month' | 'year'

/**
 * When the period after the one that begins at `start` begins, in UTC. A month or year that is too short for the day ends
 * with its last one (https://docs.stripe.com/billing/subscriptions/billing-cycle).
 */
export function nextPeriod(start: Date, interval: Interval): Date {
  const next = new Date(start)
  switch (interval) {
    case 'day':
      next.setUTCDate(next.getUTCDate() + 1)
      return next
    case 'week':
      next.setUTCDate(next.getUTCDate() + 7)
      return next
    case 'month':
      return monthsLater(start, 1)
    case 'year':
      return monthsLater(start, 12)
  }
}

/** When a trial that begins at `start` is over. */
export function trialEnd(start: Date, days: number): Date {
  const end = new Date(start)
  end.setUTCDate(end.getUTCDate() + days)
  return end
}

function monthsLater(start: Date, months: number): Date {
  const next = new Date(start)
  next.setUTCMonth(start.getUTCMonth() + months)
  // The day does not exist there, and ran over into the month after: day 0 is the last one of the month before.
  if (next.getUTCDate() !== start.getUTCDate()) next.setUTCDate(0)
  return next
}
