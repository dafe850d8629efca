import { Link } from '@/components/ui/link'
import { shopFacts } from '@/components/shop/shop-facts'

export function SiteFooter({ merchant }: { merchant: string }) {
  return (
    <footer className="border-t border-line text-muted print:hidden">
      <div className="mx-auto flex max-w-page flex-wrap justify-between gap-x-12 gap-y-4 px-4 py-8 sm:px-6">
        <p className="max-w-md text-sm leading-6">
          {merchant} accepts Amazon Pay. What you haven’t used is refunded within {shopFacts.returnDays} days, no reason
          needed.
        </p>
        <ul className="flex flex-wrap gap-x-6 text-sm">
          <FooterLink href="/terms">Terms</FooterLink>
          <FooterLink href="/terms#returns">Returns</FooterLink>
          <FooterLink href={`mailto:${shopFacts.supportEmail}`}>{shopFacts.supportEmail}</FooterLink>
        </ul>
      </div>
    </footer>
  )
}

function FooterLink({ href, children }: { href: string; children: string }) {
  return (
    <li>
      <Link href={href} className="inline-flex min-h-11 items-center hover:text-ink hover:underline">
        {children}
      </Link>
    </li>
  )
}
