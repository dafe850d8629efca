import { formatMoney, type Money } from '@/lib/domain/money'

/** Money in its currency, such as $12.00; never broken over two lines. `amount` is in minor units. */
export function Amount({ amount, currency }: Money) {
  return <span className="whitespace-nowrap figures">{formatMoney({ amount, currency })}</span>
}
