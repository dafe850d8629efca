import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { OrderDocument } from '@/components/orders/order-document'
import { whatFor } from '@/components/orders/order-list'
import { ReloadWhenKept } from '@/components/shell/reload-when-kept'
import { PageHeader } from '@/components/ui/page-header'
import { idParams } from '@/lib/contracts/setups'
import { requireBuyerOrSignIn } from '@/lib/server/auth/buyer'
import { shellProps } from '@/lib/server/auth/shell'
import { viewOrder } from '@/lib/server/orders/view-order'

export const metadata: Metadata = { title: 'Order' }

export default async function OrderPage({ params }: PageProps<'/orders/[id]'>) {
  const { id } = await params
  const { customerIds } = await requireBuyerOrSignIn(`/orders/${id}`)
  const order = idParams.safeParse({ id }).success ? await viewOrder(id, customerIds) : null
  if (!order) notFound()
  const { merchant } = await shellProps()
  return (
    <div className="mx-auto max-w-3xl">
      <ReloadWhenKept />
      <PageHeader title={whatFor(order)} back={{ href: '/orders', label: 'Orders' }} />
      <OrderDocument order={order} merchant={merchant} />
    </div>
  )
}
