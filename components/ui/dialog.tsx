'use client'

import { type ReactNode, useEffect, useId, useRef } from 'react'

type Props = {
  open: boolean
  /** Also called when the browser closes it, for instance by Escape. */
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons, the harmless one first: it takes focus. */
  actions: ReactNode
}

/** A modal question. The browser keeps focus inside and gives it back to where it was. */
export function Dialog({ open, onClose, title, children, actions }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded-card border border-line bg-surface p-6 text-ink shadow-float sm:p-8"
    >
      <h2 id={titleId} className="text-heading">
        {title}
      </h2>
      <div className="mt-3 text-muted">{children}</div>
      <div className="mt-7 flex flex-wrap justify-end gap-3">{actions}</div>
    </dialog>
  )
}
