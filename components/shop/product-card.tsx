import { Minus, Plus } from 'lucide-react'
import { useId } from 'react'
import { Amount } from '@/components/ui/amount'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { FieldError } from '@/components/ui/field'
import { useHydrated } from '@/components/ui/use-hydrated'
import type { ProductDto } from '@/lib/contracts/checkout'

const MOST = 20

type Props = {
  product: ProductDto
  quantity: number
  onQuantity: (quantity: number) => void
  error: string | undefined
}

/** One product with its price, when that is charged, and how many of it. */
export function ProductCard({ product, quantity, onQuantity, error }: Props) {
  const { id, name, description, unitAmount, currency, isHold } = product
  const errorId = useId()
  const nameId = `product-${id}`
  return (
    <Card as="li">
      <div className="flex h-full flex-col gap-4">
        <div className="grid gap-1.5">
          <h3 id={nameId} className="text-heading wrap-anywhere">
            {name}
          </h3>
          <p className="wrap-anywhere text-muted">{description}</p>
        </div>
        <div className="mt-auto flex flex-wrap items-end justify-between gap-x-4 gap-y-3">
          <div className="grid gap-1">
            <p className="text-heading">
              <Amount amount={unitAmount} currency={currency} />
            </p>
            {isHold ? (
              <p className="grid justify-items-start gap-1 text-sm text-muted">
                <Badge tone="info">Reserved first</Badge>
                Charged before you ride
              </p>
            ) : (
              <p className="text-sm text-muted">Charged when you pay</p>
            )}
          </div>
          <Quantity
            name={`item:${id}`}
            of={name}
            value={quantity}
            onValue={onQuantity}
            errorId={error ? errorId : undefined}
          />
        </div>
        {error && <FieldError id={errorId}>{error}</FieldError>}
      </div>
    </Card>
  )
}

type QuantityProps = {
  name: string
  of: string
  value: number
  onValue: (value: number) => void
  errorId: string | undefined
}

// The buttons need a script; the figure between them does not.
function Quantity({ name, of, value, onValue, errorId }: QuantityProps) {
  const ready = useHydrated() ? '' : 'invisible'
  const step = `grid size-11 cursor-pointer place-items-center rounded-control border border-edge bg-surface hover:border-ink hover:bg-sunken disabled:cursor-not-allowed disabled:opacity-55 ${ready}`
  return (
    <div role="group" aria-label={`How many of ${of}`} className="flex items-center gap-1.5">
      <button
        type="button"
        aria-label={`One less of ${of}`}
        disabled={value <= 0}
        onClick={() => onValue(value - 1)}
        className={step}
      >
        <Minus aria-hidden className="size-4" />
      </button>
      <input
        name={name}
        aria-label={`Quantity of ${of}`}
        type="number"
        min={0}
        max={MOST}
        step={1}
        inputMode="numeric"
        value={value}
        onChange={({ target }) => onValue(Math.min(MOST, Math.max(0, Math.trunc(target.valueAsNumber || 0))))}
        aria-describedby={errorId}
        aria-invalid={errorId ? true : undefined}
        className="min-h-11 w-14 [appearance:textfield] rounded-control border border-edge bg-surface text-center text-base text-ink figures hover:border-ink [&::-webkit-inner-spin-button]:appearance-none"
      />
      <button
        type="button"
        aria-label={`One more of ${of}`}
        disabled={value >= MOST}
        onClick={() => onValue(value + 1)}
        className={step}
      >
        <Plus aria-hidden className="size-4" />
      </button>
    </div>
  )
}
