import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx'
import { type Tone, tones } from './tone'

type Props = { tone: Tone; title?: ReactNode } & Omit<ComponentProps<'div'>, 'className' | 'style' | 'title'>

/**
 * A message that concerns the whole form or page. The caller gives `role="alert"` to what has just gone wrong,
 * `role="status"` to good news that arrived, and no role to what was there from the start.
 */
export function Alert({ tone, title, children, ...rest }: Props) {
  const { word, icon: Icon, colours } = tones[tone]
  return (
    <div {...rest} className={cx('flex items-start gap-3 rounded-control border p-4', colours)}>
      <Icon role="img" aria-label={word} className="mt-0.5 size-5 shrink-0" />
      <div className="grid min-w-0 gap-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-ink">{children}</div>}
      </div>
    </div>
  )
}
