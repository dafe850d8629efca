'use client'

import { Link } from '@/components/ui/link'
import { usePathname } from 'next/navigation'
import { cx } from '@/components/ui/cx'

/** A link of the main navigation that knows whether the visitor is in its part of the site. */
export function NavLink({ href, children }: { href: string; children: string }) {
  const path = usePathname()
  const here = href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
  return (
    <Link
      href={href}
      aria-current={here ? (path === href ? 'page' : 'true') : undefined}
      className={cx(
        'inline-flex min-h-11 items-center px-1 font-medium transition-colors',
        here ? 'border-b-2 border-brand pt-0.5 text-ink' : 'text-muted hover:text-ink',
      )}
    >
      {children}
    </Link>
  )
}
