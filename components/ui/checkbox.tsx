import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from './cx'
import { FieldError } from './field'

type Props = { children: ReactNode; name: string; hint?: ReactNode; error?: string | undefined } & Omit<
  ComponentProps<'input'>,
  'className' | 'style' | 'type' | 'name' | 'children' | 'aria-describedby' | 'aria-invalid'
>

/** The label is the children; the whole line can be pressed. */
export function Checkbox({ children, hint, error, id, ...input }: Props) {
  const generated = useId()
  const inputId = id ?? generated
  const hintId = hint ? `${inputId}-hint` : undefined
  const errorId = error ? `${inputId}-error` : undefined
  return (
    <div>
      <label htmlFor={inputId} className="flex min-h-11 cursor-pointer items-start gap-3 py-2.5 leading-6">
        <input
          {...input}
          id={inputId}
          type="checkbox"
          aria-describedby={cx(hintId, errorId) || undefined}
          aria-invalid={error ? true : undefined}
          className="mt-0.5 size-5 shrink-0 cursor-pointer accent-brand"
        />
        <span>{children}</span>
      </label>
      <div className="grid gap-1.5 ps-8">
        {hint && (
          <div id={hintId} className="text-sm text-muted">
            {hint}
          </div>
        )}
        {error && <FieldError id={errorId}>{error}</FieldError>}
      </div>
    </div>
  )
}
