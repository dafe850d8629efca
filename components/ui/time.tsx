type Props = { value: Date | string; show?: 'date' | 'minute' | 'second' }

/**
 * A point in time, always in UTC and spelled by us: the server and every browser write the same words, whatever their
 * zone and language data. `value` is a Date or an ISO 8601 string with a zone; anything else throws a RangeError.
 */
export function Time({ value, show = 'date' }: Props) {
  const iso = new Date(value).toISOString()
  return (
    <time dateTime={iso} className="figures">
      {spelled(iso, show)}
    </time>
  )
}

/** The day alone, for where no element can stand, such as an option. */
export function dayOf(value: Date | string): string {
  return spelled(new Date(value).toISOString(), 'date')
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function spelled(iso: string, show: NonNullable<Props['show']>): string {
  const date = `${Number(iso.slice(8, 10))} ${months[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`
  if (show === 'date') return date
  return `${date}, ${iso.slice(11, show === 'minute' ? 16 : 19)} UTC`
}
