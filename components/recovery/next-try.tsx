import { Time } from '@/components/ui/time'

/** Whether and when the shop tries to charge again by itself. */
export function NextTry({ at }: { at: string | null }) {
  if (!at) return <p>We won’t try again by ourselves.</p>
  return (
    <p>
      If you don’t pay it before, we’ll try again on <Time value={at} show="minute" />.
    </p>
  )
}
