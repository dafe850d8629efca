import { Store } from 'lucide-react'
import type { Viewer } from '@/components/shell/viewer'
import { Alert } from '@/components/ui/alert'
import { EmptyState } from '@/components/ui/empty-state'
import type { ProductDto } from '@/lib/contracts/checkout'
import { OrderForm } from './order-form'

type Props = { products: ProductDto[]; viewer: Viewer; attemptKey: string }

/** What the shop sells now. */
export function Products({ products, viewer, attemptKey }: Props) {
  return (
    <section aria-labelledby="rides">
      <h2 id="rides" className="scroll-mt-8 text-title">
        Choose your ride
      </h2>
      <div className="mt-8 grid gap-6">
        {viewer?.role === 'merchant' && (
          <Alert tone="info">
            You’re signed in as the merchant. To order something yourself, sign in as a customer.
          </Alert>
        )}
        {products.length > 0 ? (
          <OrderForm
            products={products}
            isGuest={!viewer}
            canOrder={viewer?.role !== 'merchant'}
            attemptKey={attemptKey}
          />
        ) : (
          <EmptyState icon={Store} title="Nothing is for sale right now">
            Come back a little later. What you have ordered before is under your orders.
          </EmptyState>
        )}
      </div>
    </section>
  )
}
