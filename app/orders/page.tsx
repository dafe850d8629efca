import { ReceiptText } from 'lucide-react'
import type { Metadata } from 'next'
import { Link } from '@/components/ui/link'
import { JoiningNotes } from '@/components/auth/joining-notes'
import { OrderList } from '@/components/orders/order-list'
import { ToPay } from '@/components/recovery/to-pay'
import { ProblemNote } from '@/components/shell/problem-note'
import { ReloadWhenKept } from '@/components/shell/reload-when-kept'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { pageQuery } from '@/lib/contracts/search'
import { requireBuyerOrSignIn } from '@/lib/server/auth/buyer'
import { shellProps } from '@/lib/server/auth/shell'
import { viewJoining } from '@/lib/server/auth/view-joining'
import { listOrders } from '@/lib/server/orders/list-orders'
import { listToPay } from '@/lib/server/recovery/list-to-pay'

export const metadata: Metadata = { title: 'Orders' }

export default async function OrdersPage({ searchParams }: PageProps<'/orders'>) {
  const { customerIds, customer } = await requireBuyerOrSignIn('/orders')
  const { problem } = pageQuery.parse(await searchParams)
  const [orders, toPay, { merchant }, joining] = await Promise.all([
    listOrders(customerIds),
    customer ? listToPay(customer.id) : [],
    shellProps(),
    customer && viewJoining(customer),
  ])
  return (
    <div className="mx-auto max-w-3xl">
      <ReloadWhenKept />
      <PageHeader title="Your orders" lead="What you were charged for, and what you weren’t." />
      <ProblemNote problem={problem} />
      <ToPay charges={toPay} />
      {joining && <JoiningNotes joining={joining} />}
      {!customer && (
        <p className="mb-6 text-muted">
          You’re not signed in: these are the orders made in this browser.{' '}
          <Link href="/sign-in?next=/orders" className="text-link">
            Sign in to see those of your account
          </Link>
          , or{' '}
          <Link href="/sign-in?mode=sign-up&next=/orders" className="text-link">
            create one to keep them
          </Link>
          .
        </p>
      )}
      {orders.length > 0 ? (
        <OrderList orders={orders} merchant={merchant} />
      ) : (
        <EmptyState icon={ReceiptText} title="No orders yet" action={<ButtonLink href="/">Go to the shop</ButtonLink>}>
          What you order from {merchant}, and whatever is charged to your saved Amazon Pay, appears here.
        </EmptyState>
      )}
    </div>
  )
}
