import { type ComponentProps, useId } from 'react'
import { cx } from './cx'
import { FieldError } from './field'

type Props = {
  label: string
  name: string
  options: { value: string; label: string }[]
  error?: string | undefined
} & Omit<ComponentProps<'select'>, 'className' | 'style' | 'name' | 'children' | 'aria-describedby' | 'aria-invalid'>

/** One choice of a few, as the platform draws it. */
export function Select({ label, options, error, id, ...select }: Props) {
  const generated = useId()
  const selectId = id ?? generated
  const errorId = error ? `${selectId}-error` : undefined
  return (
    <div className="grid gap-1.5">
      <label htmlFor={selectId} className="font-medium">
        {label}
      </label>
      <select
        {...select}
        id={selectId}
        aria-describedby={errorId}
        aria-invalid={error ? true : undefined}
        className={cx(
          'min-h-11 w-full rounded-control border bg-surface px-3 py-2 text-base text-ink',
          error ? 'border-danger outline-1 -outline-offset-2 outline-danger' : 'border-edge hover:border-ink',
        )}
      >
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      {error && <FieldError id={errorId}>{error}</FieldError>}
    </div>
  )
}
