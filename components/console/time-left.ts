const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How long it is until `end`, such as "2 d 4 h left", rounded down; "over" from then on. Both are ISO 8601. */
export function timeLeft(end: string, now: string): string {
  const ms = Date.parse(end) - Date.parse(now)
  if (ms <= 0) return 'over'
  if (ms < MINUTE_MS) return 'less than a minute left'
  const [days, hours, minutes] = [ms / DAY_MS, (ms % DAY_MS) / HOUR_MS, (ms % HOUR_MS) / MINUTE_MS].map(Math.floor)
  if (days) return `${days} d ${hours} h left`
  return hours ? `${hours} h ${minutes} min left` : `${minutes} min left`
}

/** The same in whole days where hours do not matter, such as "6 days left". */
export function daysLeft(end: string, now: string): string {
  const ms = Date.parse(end) - Date.parse(now)
  if (ms < DAY_MS) return timeLeft(end, now)
  const days = Math.floor(ms / DAY_MS)
  return `${days} ${days === 1 ? 'day' : 'days'} left`
}

export function isOver(end: string, now: string): boolean {
  return Date.parse(end) <= Date.parse(now)
}

/** Whether it ends within a day: then it is pressing. */
export function endsSoon(end: string, now: string): boolean {
  return Date.parse(end) - Date.parse(now) < DAY_MS
}
