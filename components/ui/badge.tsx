import { Circle } from 'lucide-react'
import { cx } from './cx'
import { type Tone, tones } from './tone'

const neutral = { icon: Circle, colours: 'border-line bg-sunken text-ink' }

/** A state in one or two words, such as "Active" or "Default". */
export function Badge({ tone, children }: { tone?: Tone | undefined; children: string }) {
  const { icon: Icon, colours } = tone ? tones[tone] : neutral
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5 rounded-full border px-2.5 py-0.5 text-sm font-medium whitespace-nowrap',
        colours,
      )}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {children}
    </span>
  )
}
