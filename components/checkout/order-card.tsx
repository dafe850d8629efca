import { Amount } from '@/components/ui/amount'
import { Card } from '@/components/ui/card'
import { Heading } from '@/components/ui/heading'
import type { OrderDto } from '@/lib/contracts/orders'
import { amountOf } from '@/lib/domain/money'

type Props = {
  order: Pick<OrderDto, 'items' | 'amount' | 'currency' | 'isHold'>
  /** Whether more is charged later, by a subscription. */
  isSubscription?: boolean
}

/** What is paid for, line by line, and when it is charged. */
export function OrderCard({ order, isSubscription = false }: Props) {
  const { items, amount, currency, isHold } = order
  return (
    <Card as="section" aria-labelledby="your-order">
      <Heading id="your-order">Your order</Heading>
      <ul aria-labelledby="your-order" className="mt-4 divide-y divide-line border-y border-line">
        {items.map((item, place) => (
          <li key={place} className="flex items-baseline justify-between gap-4 py-3">
            <span className="min-w-0 wrap-break-word">
              {item.quantity > 1 && <span className="figures">{item.quantity} × </span>}
              {item.description}
            </span>
            <Amount amount={amountOf(item)} currency={currency} />
          </li>
        ))}
      </ul>
      <p className="mt-4 flex items-baseline justify-between gap-4 text-lead font-semibold">
        {isHold ? 'To be reserved' : 'Total'} <Amount amount={amount} currency={currency} />
      </p>
      <p className="mt-1 text-sm text-muted">
        {isHold
          ? 'Reserved when you approve it and charged before you ride; if it isn’t charged, it is released.'
          : isSubscription
            ? 'Charged when you approve it. What is charged after that is on the page of your subscriptions.'
            : 'Charged once, when you approve it.'}
      </p>
    </Card>
  )
}
