import { ArrowLeft } from 'lucide-react'
import { Link } from './link'
import type { ReactNode } from 'react'

type Props = {
  title: string
  lead?: ReactNode
  actions?: ReactNode
  back?: { href: string; label: string }
  /** The page was reached by leaving another site: its heading takes focus, so that it is read out first. */
  focusTitle?: boolean
}

export function PageHeader({ title, lead, actions, back, focusTitle = false }: Props) {
  return (
    <header className="mb-8 grid gap-3 sm:mb-10">
      {back && (
        <Link
          href={back.href}
          className="-mt-3 inline-flex min-h-11 items-center gap-2 justify-self-start text-link print:hidden"
        >
          <ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />
          {back.label}
        </Link>
      )}
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-5">
        <div className="grid max-w-reading min-w-0 gap-3">
          <h1 tabIndex={-1} autoFocus={focusTitle} className="text-title wrap-anywhere">
            {title}
          </h1>
          {lead && <div className="text-lead text-muted">{lead}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-3">{actions}</div>}
      </div>
    </header>
  )
}
