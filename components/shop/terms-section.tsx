import type { ReactNode } from 'react'
import { termsTitles } from './terms-titles'

type Props = { id: keyof typeof termsTitles; children: ReactNode }

/** One numbered section of the terms. */
export function TermsSection({ id, children }: Props) {
  return (
    <section aria-labelledby={id} className="[counter-increment:section]">
      <h2
        id={id}
        className="scroll-mt-8 text-heading before:pe-2 before:text-muted before:content-[counter(section)'.']"
      >
        {termsTitles[id]}
      </h2>
      <div className="mt-3 grid gap-4 leading-7 [&_li]:ps-1.5 [&_ul]:grid [&_ul]:list-disc [&_ul]:gap-2 [&_ul]:ps-5 [&_ul]:marker:text-muted">
        {children}
      </div>
    </section>
  )
}
