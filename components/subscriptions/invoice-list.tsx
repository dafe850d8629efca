import { ChevronDown } from 'lucide-react'
import { Amount } from '@/components/ui/amount'
import { Link } from '@/components/ui/link'
import { Time } from '@/components/ui/time'
import type { SubscriptionDto } from '@/lib/contracts/subscriptions'
import { invoiceWord } from './subscription-words'

/** What was billed, the newest first. Each that asked for money is an order with its receipt. */
export function InvoiceList({ invoices, name }: { invoices: SubscriptionDto['invoices']; name: string }) {
  return (
    <details className="group border-t border-line pt-1.5">
      <summary className="inline-flex min-h-11 cursor-pointer list-none items-center gap-2 text-link [&::-webkit-details-marker]:hidden">
        <ChevronDown aria-hidden className="size-4 transition-transform group-open:rotate-180" />
        Payments<span className="sr-only"> of {name}</span>
      </summary>
      <ul aria-label={`Payments of ${name}`} className="divide-y divide-line">
        {invoices.map((invoice) => (
          <li key={invoice.id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-3">
            <span>
              <Time value={invoice.at} /> · {invoiceWord(invoice)}
            </span>
            <span className="flex items-baseline gap-x-5">
              <Amount amount={invoice.amount} currency={invoice.currency} />
              {invoice.orderId && (
                <Link href={`/orders/${invoice.orderId}`} className="text-link">
                  See the order
                  <span className="sr-only">
                    {' of '}
                    <Time value={invoice.at} />
                  </span>
                </Link>
              )}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
