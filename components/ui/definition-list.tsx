import type { ReactNode } from 'react'

/** Facts with their names, one beside the other where there is room. Children are `Definition`s. */
export function DefinitionList({ children }: { children: ReactNode }) {
  return <dl className="divide-y divide-line border-y border-line">{children}</dl>
}

/** `technical` sets ids, addresses and hashes in a fixed-width face and lets them break anywhere. */
export function Definition({ term, technical, children }: { term: string; technical?: boolean; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-0.5 py-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)] print:grid-cols-[5cm_1fr]">
      <dt className="text-muted">{term}</dt>
      <dd className={technical ? 'font-mono text-sm leading-6 wrap-anywhere' : 'min-w-0 wrap-break-word figures'}>
        {children}
      </dd>
    </div>
  )
}
