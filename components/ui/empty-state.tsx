import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = { icon?: LucideIcon; title: string; children?: ReactNode; action?: ReactNode }

/** Stands where a list would be: says what will appear here and how to make the first one. */
export function EmptyState({ icon: Icon, title, children, action }: Props) {
  return (
    <div className="grid justify-items-center gap-3 rounded-card border border-dashed border-edge px-6 py-12 text-center">
      {Icon && (
        <span className="mb-1 grid size-14 place-items-center rounded-full bg-sunken text-brand">
          <Icon aria-hidden className="size-6" />
        </span>
      )}
      <h2 className="text-heading">{title}</h2>
      {children && <div className="max-w-md text-muted">{children}</div>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  )
}
