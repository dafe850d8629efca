'use client'

import { useEffect, useRef, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Field, FieldError } from '@/components/ui/field'
import { useHydrated } from '@/components/ui/use-hydrated'
import type { ProductDto } from '@/lib/contracts/checkout'
import { OrderTotal } from './order-total'
import { ProductCard } from './product-card'
import { useOrder } from './use-order'

type Props = {
  /** Never empty. */
  products: ProductDto[]
  isGuest: boolean
  /** False for the merchant's own people. */
  canOrder: boolean
  /** Made by the server for this rendering: pressing twice is one order. */
  attemptKey: string
}

/** Everything that can be ordered, and the one button. Before its script has loaded, and without, the browser sends it. */
export function OrderForm({ products, isGuest, canOrder, attemptKey }: Props) {
  const { progress, press } = useOrder(attemptKey)
  const [quantities, setQuantities] = useState<Record<string, number>>({})
  const { phase, errors, problem } = progress
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors])

  const busy = phase === 'ordering' || phase === 'slow'
  return (
    <form
      ref={form}
      action="/api/orders"
      method="post"
      onSubmit={press}
      noValidate={useHydrated()}
      className="grid gap-6"
    >
      <input type="hidden" name="attemptKey" value={attemptKey} />
      <ul aria-label="Rides" className="grid gap-5 md:grid-cols-2">
        {products.map((product) => (
          <ProductCard
            key={product.id}
            product={product}
            quantity={quantities[product.id] ?? 0}
            onQuantity={(quantity) => setQuantities((others) => ({ ...others, [product.id]: quantity }))}
            error={errors[product.id]}
          />
        ))}
      </ul>
      <Card>
        <div className="grid items-end gap-6 md:grid-cols-[1fr_auto] md:gap-10">
          <div className="grid gap-5">
            {isGuest && (
              <Field
                label="E-mail for the receipt (optional)"
                name="email"
                type="email"
                autoComplete="email"
                maxLength={254}
                hint="You need no account to order. We use it for this order alone."
                error={errors.email}
              />
            )}
            <OrderTotal products={products} quantities={quantities} />
          </div>
          <div className="md:w-64">
            <Button
              type="submit"
              size="large"
              block
              busy={busy}
              disabled={!canOrder}
              aria-describedby="what-ordering-does"
            >
              {busy ? 'Ordering…' : phase === 'unsure' ? 'Order again' : 'Order'}
            </Button>
          </div>
        </div>
        <div className="mt-4 grid gap-3">
          <p id="what-ordering-does" className="text-sm text-muted">
            Nothing is charged yet: you choose how to pay on the next page.
          </p>
          <p role="status" className="text-muted empty:hidden">
            {phase === 'slow' ? 'Still working… It is taking longer than usual.' : null}
          </p>
          {errors.items && (
            <div role="alert">
              <FieldError id="nothing-chosen">{errors.items}</FieldError>
            </div>
          )}
          {problem && (
            <Alert tone={phase === 'unsure' ? 'warning' : 'danger'} role="alert">
              {problem}
            </Alert>
          )}
        </div>
      </Card>
    </form>
  )
}
