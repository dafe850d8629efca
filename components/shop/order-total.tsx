import { Amount } from '@/components/ui/amount'
import { useHydrated } from '@/components/ui/use-hydrated'
import type { ProductDto } from '@/lib/contracts/checkout'
import { amountOf, totalsOf } from '@/lib/domain/money'

type Props = { products: ProductDto[]; quantities: Record<string, number> }

/** What the order would come to. Its place is kept, and it is hidden, where no script could keep it true. */
export function OrderTotal({ products, quantities }: Props) {
  const hydrated = useHydrated()
  const chosen = products.filter(({ id }) => (quantities[id] ?? 0) > 0)
  const totals = totalsOf(
    chosen.map(({ id, unitAmount, currency }) => ({
      amount: amountOf({ quantity: quantities[id] ?? 0, unitAmount }),
      currency,
    })),
  )
  return (
    <div className={hydrated ? undefined : 'invisible noscript:hidden'}>
      <p className="flex items-baseline gap-3 text-lead">
        Total
        <strong className="text-heading">
          {totals.size === 0 && <Amount amount={0} currency={products[0]?.currency ?? 'usd'} />}
          {[...totals].map(([currency, amount]) => (
            <Amount key={currency} amount={amount} currency={currency} />
          ))}
        </strong>
      </p>
      <p className="min-h-6 text-sm text-muted">
        {chosen.some(({ isHold }) => isHold) && 'All of it is reserved at first, and charged later.'}
      </p>
    </div>
  )
}
