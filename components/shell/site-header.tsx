import { Link } from '@/components/ui/link'
import { AccountMenu } from './account-menu'
import { BrandMark } from './brand-mark'
import { NavLink } from './nav-link'
import type { Viewer } from './viewer'

const FOR_CUSTOMERS = [
  { href: '/wallet', label: 'Wallet' },
  { href: '/orders', label: 'Orders' },
  { href: '/subscriptions', label: 'Plans' },
]
const FOR_MERCHANTS = [{ href: '/console', label: 'Console' }]

/** On a narrow screen the navigation takes a line of its own: four links need no menu to hide in. */
export function SiteHeader({ viewer, merchant }: { viewer: Viewer; merchant: string }) {
  return (
    <header className="border-b border-line bg-surface print:hidden">
      <div className="mx-auto grid max-w-page grid-cols-[1fr_auto] items-center px-4 sm:px-6 md:grid-cols-[auto_1fr_auto_auto] md:gap-x-8">
        <Link href="/" className="flex min-h-11 min-w-0 items-center gap-3 py-3.5 text-lg font-semibold tracking-tight">
          <BrandMark />
          <span className="wrap-break-word">{merchant}</span>
        </Link>
        <nav
          aria-label="Main"
          className="order-last w-full border-t border-line md:order-0 md:w-auto md:flex-1 md:border-0"
        >
          <ul className="flex flex-wrap gap-x-1.5 sm:gap-x-6">
            <li>
              <NavLink href="/">Shop</NavLink>
            </li>
            {(viewer?.role === 'merchant' ? FOR_MERCHANTS : FOR_CUSTOMERS).map(({ href, label }) => (
              <li key={href}>
                <NavLink href={href}>{label}</NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <AccountMenu viewer={viewer} />
      </div>
    </header>
  )
}
