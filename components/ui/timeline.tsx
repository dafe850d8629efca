import { Circle } from 'lucide-react'
import type { ReactNode } from 'react'
import { Time } from './time'
import { type Tone, tones } from './tone'

/** What happened, the oldest first. Children are `Moment`s. */
export function Timeline({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ol aria-label={label} className="grid">
      {children}
    </ol>
  )
}

type Props = {
  at: string
  title: ReactNode
  tone?: Tone | undefined
  show?: 'minute' | 'second'
  /** Who or what it came from, beside the time. */
  source?: ReactNode
  children?: ReactNode
}

/** One thing that happened. Without a tone it was neither good nor bad; the title says it in words either way. */
export function Moment({ at, title, tone, show = 'minute', source, children }: Props) {
  const Icon = tone ? tones[tone].icon : Circle
  return (
    <li className="group grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3">
      <span aria-hidden className="flex flex-col items-center">
        <span className={tone ? tones[tone].ink : 'text-muted'}>
          <Icon className="mt-1 size-4" />
        </span>
        <span className="w-px flex-1 bg-line group-last:hidden forced-colors:bg-[CanvasText]" />
      </span>
      <div className="grid gap-0.5 pb-5 group-last:pb-0">
        <p className="font-medium wrap-break-word">{title}</p>
        {children}
        <p className="text-sm text-muted">
          <Time value={at} show={show} />
          {source && <> · {source}</>}
        </p>
      </div>
    </li>
  )
}
