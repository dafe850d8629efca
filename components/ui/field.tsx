import { CircleAlert } from 'lucide-react'
import { type ComponentProps, useId } from 'react'
import { cx } from './cx'

type Props = { label: string; name: string; hint?: string | undefined; error?: string | undefined } & Omit<
  ComponentProps<'input'>,
  'className' | 'style' | 'name' | 'aria-describedby' | 'aria-invalid'
>

/** One line of input with everything that explains it tied to it, so that it is read out together. */
export function Field({ label, hint, error, id, ...input }: Props) {
  const generated = useId()
  const inputId = id ?? generated
  const hintId = hint ? `${inputId}-hint` : undefined
  const errorId = error ? `${inputId}-error` : undefined
  return (
    <div className="grid gap-1.5">
      <label htmlFor={inputId} className="font-medium">
        {label}
      </label>
      {hint && (
        <p id={hintId} className="text-sm text-muted">
          {hint}
        </p>
      )}
      <input
        {...input}
        id={inputId}
        aria-describedby={cx(hintId, errorId) || undefined}
        aria-invalid={error ? true : undefined}
        className={cx(
          'min-h-11 w-full rounded-control border bg-surface px-3.5 py-2 text-base text-ink placeholder:text-muted',
          error ? 'border-danger outline-1 -outline-offset-2 outline-danger' : 'border-edge hover:border-ink',
        )}
      />
      {error && <FieldError id={errorId}>{error}</FieldError>}
    </div>
  )
}

/** The line under a control that says what to change. The control refers to its `id` by aria-describedby. */
export function FieldError({ id, children }: { id: string | undefined; children: string }) {
  return (
    <p id={id} className="flex items-start gap-1.5 text-sm font-medium text-danger-ink">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {children}
    </p>
  )
}
