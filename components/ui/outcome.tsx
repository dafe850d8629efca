import { type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx'
import { type Tone, tones } from './tone'

type Props = {
  title: string
  /** What it means, in a few sentences. With `isLive`, a change of these and of the title is read out. */
  words?: ReactNode
  isLive?: boolean
  /** What else belongs to it. */
  children?: ReactNode
  /** What can be done now, the most likely first. */
  actions?: ReactNode
  /** Without a tone nothing good or bad has happened. */
  tone?: Tone
  /** Instead of the tone's own icon. */
  icon?: LucideIcon
  /** The page was reached by leaving another site: its heading takes focus, so that it is read out first. */
  focusTitle?: boolean
}

/** A whole page that tells how something ended. The heading says it in words; icon and colour only repeat it. */
export function Outcome({ title, words, isLive, children, actions, tone, icon, focusTitle = false }: Props) {
  const Icon = icon ?? (tone && tones[tone].icon)
  return (
    <div className="max-w-reading">
      {Icon && (
        <span
          className={cx(
            'mb-6 grid size-16 place-items-center rounded-full border print:hidden',
            tone ? tones[tone].colours : 'border-line bg-sunken text-ink',
          )}
        >
          <Icon aria-hidden className="size-7" />
        </span>
      )}
      <div role={isLive ? 'status' : undefined}>
        <h1 tabIndex={-1} autoFocus={focusTitle} className="text-title wrap-break-word">
          {title}
        </h1>
        {words && <div className="mt-4 grid gap-3 text-lead text-muted">{words}</div>}
      </div>
      {children && <div className="mt-4 grid gap-3 text-lead text-muted">{children}</div>}
      {actions && <div className="mt-8 flex flex-wrap gap-3">{actions}</div>}
    </div>
  )
}
