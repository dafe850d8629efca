import type { ReactNode } from 'react'

/** A heading inside a page; the page's own is in `PageHeader`. */
export function Heading({ level = 2, id, children }: { level?: 2 | 3; id?: string; children: ReactNode }) {
  if (level === 3) {
    return (
      <h3 id={id} className="text-lead leading-snug font-semibold">
        {children}
      </h3>
    )
  }
  return (
    <h2 id={id} className="text-heading">
      {children}
    </h2>
  )
}
