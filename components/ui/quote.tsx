import type { ReactNode } from 'react'

/** Words shown exactly as they are or were, set apart from our own. */
export function Quote({ id, children, source }: { id?: string; children: ReactNode; source?: ReactNode }) {
  return (
    <figure id={id} className="border-s-4 border-brand ps-5">
      <blockquote className="text-lead text-ink">{children}</blockquote>
      {source && <figcaption className="mt-2 text-sm text-muted">{source}</figcaption>}
    </figure>
  )
}
