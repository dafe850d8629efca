import { Link } from '@/components/ui/link'
import { shopFacts } from '@/components/shop/shop-facts'

/** What Amazon asks merchants to show near the button: the returns policy, and how to reach a person. */
export function Reassurance({ merchant }: { merchant: string }) {
  return (
    <div className="grid gap-2 text-sm text-muted">
      <p>
        What you haven’t used is refunded within {shopFacts.returnDays} days, no reason needed.{' '}
        <Link href="/terms#returns" target="_blank" className="text-link">
          Returns and refunds
        </Link>
      </p>
      <p>
        Questions before you pay? Write to{' '}
        <a href={`mailto:${shopFacts.supportEmail}`} className="wrap-anywhere text-link">
          {shopFacts.supportEmail}
        </a>
        . {merchant} answers within {shopFacts.answerDays} working days.
      </p>
    </div>
  )
}
