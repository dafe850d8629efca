import { Link } from './link'
import type { ComponentProps } from 'react'
import { cx } from './cx'
import { Spinner } from './spinner'

export type ButtonLook = {
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger'
  size?: 'medium' | 'large'
  /** As wide as its container. */
  block?: boolean
}

type ButtonProps = ButtonLook & { busy?: boolean } & Omit<ComponentProps<'button'>, 'className' | 'style'>

/** While `busy` it cannot be pressed again and says so to assistive technology; the caller changes the label. */
export function Button({ variant, size, block, busy = false, disabled, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={busy || disabled}
      aria-busy={busy || undefined}
      className={cx(
        look({ variant, size, block }),
        busy ? 'disabled:cursor-wait' : 'disabled:cursor-not-allowed disabled:opacity-55',
      )}
    >
      {busy && <Spinner />}
      {children}
    </button>
  )
}

type ButtonLinkProps = ButtonLook & Omit<ComponentProps<typeof Link>, 'className' | 'style'>

/** A link that looks like a button, for going somewhere; whatever changes something is a `Button`. */
export function ButtonLink({ variant, size, block, ...rest }: ButtonLinkProps) {
  return <Link {...rest} className={look({ variant, size, block })} />
}

// The border is there in every variant: forced colours drop backgrounds and keep borders.
const base =
  'inline-flex cursor-pointer items-center justify-center gap-2.5 rounded-control border text-center font-medium ' +
  'no-underline transition-colors duration-150 select-none print:hidden'

const variants = {
  primary: 'border-transparent bg-brand text-on-brand shadow-card hover:bg-brand-strong',
  secondary: 'border-edge bg-surface text-ink hover:border-ink hover:bg-sunken',
  quiet: 'border-transparent text-accent hover:bg-sunken',
  danger: 'border-transparent bg-danger text-on-danger shadow-card hover:bg-danger-strong',
}

const sizes = {
  medium: 'min-h-11 px-5 py-2 text-base leading-snug',
  large: 'min-h-13 px-7 py-3 text-lead leading-snug',
}

type Look = { [Key in keyof ButtonLook]: ButtonLook[Key] | undefined }

function look({ variant = 'primary', size = 'medium', block }: Look): string {
  return cx(base, variants[variant], sizes[size], block && 'w-full')
}
