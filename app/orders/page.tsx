import { ReceiptText } from 'lucide-react'
import type { Metadata } from 'next'
import { OrderList } from '@/components/orders/order-list'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireCustomerOrSignIn } from '@/lib/server/auth/session'
import { shellProps } from '@/lib/server/auth/shell'
import { listOrders } from '@/lib/server/orders/list-orders'

export const metadata: Metadata = { title: 'Orders' }

export default async function OrdersPage() {
  const { id } = await requireCustomerOrSignIn('/orders')
  const [orders, { merchant }] = await Promise.all([listOrders(id), shellProps()])
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title="Your orders" lead="What you were charged for, and what you weren’t." />
      {orders.length > 0 ? (
        <OrderList orders={orders} merchant={merchant} />
      ) : (
        <EmptyState
          icon={ReceiptText}
          title="No orders yet"
          action={
            <ButtonLink href="/wallet" variant="secondary">
              See your wallet
            </ButtonLink>
          }
        >
          Whatever {merchant} charges to your saved Amazon Pay appears here, with what it was for.
        </EmptyState>
      )}
    </div>
  )
}
