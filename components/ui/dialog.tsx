import { type ReactNode, type RefObject, useId } from 'react'

type Props = {
  /** Opened by `showModal()` and closed by `close()`, which gives focus back to what opened it. */
  ref: RefObject<HTMLDialogElement | null>
  title: string
  children: ReactNode
  /** The safe one first: it takes focus, so Enter does no harm. Escape closes without any of them. */
  actions: ReactNode
}

/** A question that has to be answered before going on. The browser keeps focus inside and hides the page behind it. */
export function Dialog({ ref, title, children, actions }: Props) {
  const id = useId()
  return (
    <dialog
      ref={ref}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded-card border border-line bg-surface p-6 text-ink shadow-float sm:p-8"
    >
      <h2 id={`${id}-title`} className="text-heading wrap-break-word">
        {unbroken(title)}
      </h2>
      <div id={`${id}-text`} className="mt-3 grid gap-3 text-base wrap-break-word">
        {children}
      </div>
      <div className="mt-6 flex flex-wrap gap-3 max-sm:grid">{actions}</div>
    </dialog>
  )
}

// A long address breaks anywhere, but never so that the question mark stands alone.
function unbroken(title: string): ReactNode {
  if (!title.endsWith('?')) return title
  return (
    <>
      {title.slice(0, -6)}
      <span className="whitespace-nowrap">{title.slice(-6)}</span>
    </>
  )
}
