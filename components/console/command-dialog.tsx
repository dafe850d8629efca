'use client'

import { type FormEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useHydrated } from '@/components/ui/use-hydrated'
import { type CommandKind, commandPath } from '@/lib/browser/payment-commands'
import type { CommandProgress } from './use-payment-command'
import { commandKey } from './use-payment-command'

/** What every command about one payment needs. */
export type CommandControl = {
  paymentId: string
  currency: string
  /** Made by the server for this rendering: pressing twice is one command. */
  attemptKey: string
  progress: CommandProgress
  press: (kind: CommandKind, event: FormEvent<HTMLFormElement>, most: number) => Promise<void>
}

type Props = {
  control: CommandControl
  kind: CommandKind
  /** What can be captured or refunded, in minor units. */
  most: number
  /** On the button that opens it. */
  opener: string
  title: string
  /** On the button that does it. The amount is only in there where a script keeps it true to what is typed. */
  submit: { plain: string; exact?: string }
  variant?: 'primary' | 'secondary' | 'danger'
  /** What will follow, and what has to be chosen. */
  children: ReactNode
}

/** Asks before money moves. Without scripts, and before they have loaded, the same form unfolds in the page. */
export function CommandDialog({ control, kind, most, opener, title, submit, variant = 'primary', children }: Props) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const { progress } = control
  const busy = (progress.phase === 'asking' || progress.phase === 'slow') && progress.asked?.kind === kind
  const isAnswered = progress.note !== undefined || progress.phase === 'unsure'
  // Before the note takes focus, which closing would give back to the opener.
  useLayoutEffect(() => {
    if (isAnswered) dialog.current?.close()
  }, [isAnswered])
  useEffect(() => {
    dialog.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [progress.errors])

  const form = (
    <CommandForm id={id} control={control} kind={kind} most={most}>
      {children}
    </CommandForm>
  )
  const hydrated = useHydrated()
  const doIt = (
    <Button type="submit" form={id} variant={variant === 'secondary' ? 'danger' : variant} busy={busy}>
      {busy ? 'Asking Stripe…' : (hydrated && submit.exact) || submit.plain}
    </Button>
  )
  if (!hydrated) {
    return (
      <details className="rounded-control border border-edge bg-surface px-5">
        <summary className="cursor-pointer py-2.5 font-medium">{opener}</summary>
        <div className="grid gap-5 pt-2 pb-5">
          {form}
          <div>{doIt}</div>
        </div>
      </details>
    )
  }
  return (
    <>
      <Button variant={variant} onClick={() => dialog.current?.showModal()} aria-haspopup="dialog">
        {opener}
      </Button>
      <Dialog
        ref={dialog}
        title={title}
        actions={
          <>
            <Button variant="secondary" onClick={() => dialog.current?.close()}>
              Not now
            </Button>
            {doIt}
          </>
        }
      >
        {form}
        <p aria-live="polite" className="text-muted empty:hidden">
          {busy && progress.phase === 'slow' ? 'Still working… Stripe is taking longer than usual.' : null}
        </p>
      </Dialog>
    </>
  )
}

type FormProps = Pick<Props, 'control' | 'kind' | 'most' | 'children'> & { id: string }

function CommandForm({ id, control, kind, most, children }: FormProps) {
  const { paymentId, currency, attemptKey, press } = control
  return (
    <form
      id={id}
      action={commandPath(paymentId, kind)}
      method="post"
      onSubmit={(event) => void press(kind, event, most)}
      noValidate={useHydrated()}
      autoComplete="off"
      className="grid gap-4"
    >
      <input type="hidden" name="attemptKey" value={commandKey(attemptKey, kind)} />
      {kind !== 'cancel' && <input type="hidden" name="currency" value={currency} />}
      {children}
    </form>
  )
}
