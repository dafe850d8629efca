import type { HTMLAttributes } from 'react'
import { cx } from './cx'

type Props = { tone?: 'raised' | 'sunken'; as?: 'div' | 'section' | 'article' | 'li' } & Omit<
  HTMLAttributes<HTMLElement>,
  'className' | 'style'
>

/** A bordered area for things that belong together. `sunken` is for what is said beside the matter. */
export function Card({ tone = 'raised', as: Element = 'div', ...rest }: Props) {
  return (
    <Element
      {...rest}
      className={cx(
        'rounded-card border border-line p-5 sm:p-7 print:border-0 print:p-0 print:shadow-none',
        tone === 'raised' ? 'bg-surface shadow-card' : 'bg-sunken',
      )}
    />
  )
}
