import { Button, type ButtonLook } from '@/components/ui/button'
import { PayNotes } from './pay-notes'
import type { Leaving, Way } from './use-leaving'

type Props = {
  way: Way
  leaving: Leaving
  label: string
  busyLabel: string
  describedBy?: string
  /** Something else has to be finished first. */
  blocked?: boolean
} & Pick<ButtonLook, 'variant' | 'size'>

/** One way to pay: its button, and under it what is going on and what went wrong. */
export function PayButton({ way, leaving, label, busyLabel, describedBy, blocked, variant, size = 'large' }: Props) {
  const { at } = leaving
  const busy = at === way
  return (
    <div className="grid gap-3">
      <Button
        type="submit"
        size={size}
        block
        {...(variant && { variant })}
        busy={busy}
        disabled={at !== null || blocked}
        aria-describedby={describedBy}
      >
        <span className="min-w-0 wrap-anywhere">{busy ? busyLabel : label}</span>
      </Button>
      <PayNotes way={way} leaving={leaving} />
    </div>
  )
}
