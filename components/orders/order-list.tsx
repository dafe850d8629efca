import { Link } from '@/components/ui/link'
import { Amount } from '@/components/ui/amount'
import { Badge } from '@/components/ui/badge'
import { Time } from '@/components/ui/time'
import type { OrderDto } from '@/lib/contracts/orders'
import { orderWords } from './order-words'

/** Orders as their owner sees them, the newest first. Each line can be pressed anywhere. */
export function OrderList({ orders, merchant }: { orders: OrderDto[]; merchant: string }) {
  return (
    <ul
      aria-label="Your orders"
      className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface shadow-card"
    >
      {orders.map((order) => (
        <OrderRow key={order.id} order={order} merchant={merchant} />
      ))}
    </ul>
  )
}

function OrderRow({ order, merchant }: { order: OrderDto; merchant: string }) {
  const { id, amount, currency, placedAt } = order
  const { tone, word } = orderWords(order, merchant)
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 gap-y-1.5 px-5 py-4 hover:bg-sunken sm:px-7">
      <Link
        href={`/orders/${id}`}
        className="font-semibold wrap-anywhere after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-focus"
      >
        {whatFor(order)}
      </Link>
      <span className="text-end text-lead font-semibold">
        <Amount amount={amount} currency={currency} />
      </span>
      <span className="text-sm text-muted">
        <Time value={placedAt} />
      </span>
      <span className="justify-self-end">
        <Badge tone={tone}>{word}</Badge>
      </span>
    </li>
  )
}

/** An order in a few words: its first line, and that there are more. */
export function whatFor({ items: [first, ...more] }: Pick<OrderDto, 'items'>): string {
  if (!first) return 'Order'
  return more.length > 0 ? `${first.description} and ${more.length} more` : first.description
}
