'use client'

import { Link } from './link'
import { usePathname } from 'next/navigation'
import { cx } from './cx'

type Place = {
  href: string
  label: string
  /** Whose pages belong to it as well; its own address unless told. */
  under?: string
}

/** The parts of one section of the site, with the one the visitor is in marked. */
export function SubNav({ label, places }: { label: string; places: readonly Place[] }) {
  const path = usePathname()
  return (
    <nav aria-label={label} className="mb-8 border-b border-line print:hidden">
      <ul className="-mb-px flex flex-wrap gap-x-5 sm:gap-x-7">
        {places.map(({ href, label, under = href }) => {
          const here = path === href || path.startsWith(`${under}/`)
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={here ? (path === href ? 'page' : 'true') : undefined}
                className={cx(
                  'inline-flex min-h-11 items-center font-medium transition-colors',
                  here ? 'border-b-2 border-brand pt-0.5 text-ink' : 'text-muted hover:text-ink',
                )}
              >
                {label}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
