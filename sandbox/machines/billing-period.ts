export type Recurrence = { interval: string; interval_count: number }

const DAY_SECONDS = 86_400
/** Months of unequal length are counted on the calendar; days and weeks are all alike. */
const DAYS: { [interval: string]: number } = { day: 1, week: 7 }

/**
 * The first end of a period after `time`, when periods are counted from `anchor`: the 31st of January is followed by the
 * 28th of February and the 31st of March (docs.stripe.com/billing/subscriptions/billing-cycle). Unix seconds, UTC. Pure.
 */
export function periodEnd(anchor: number, recurrence: Recurrence, time: number): number {
  let count = Math.max(0, Math.floor((time - anchor) / longest(recurrence)))
  while (boundary(anchor, recurrence, count) <= time) count += 1
  return boundary(anchor, recurrence, count)
}

function boundary(anchor: number, { interval, interval_count: every }: Recurrence, count: number): number {
  const days = DAYS[interval]
  if (days !== undefined) return anchor + count * every * days * DAY_SECONDS
  return monthsLater(anchor, count * every * (interval === 'year' ? 12 : 1))
}

function monthsLater(anchor: number, months: number): number {
  const date = new Date(anchor * 1000)
  const day = date.getUTCDate()
  date.setUTCMonth(date.getUTCMonth() + months, 1)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, lastDay))
  return date.getTime() / 1000
}

function longest({ interval, interval_count: every }: Recurrence): number {
  const days = DAYS[interval] ?? (interval === 'year' ? 366 : 31)
  return every * days * DAY_SECONDS
}
