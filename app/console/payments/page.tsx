import { ReceiptText } from 'lucide-react'
import type { Metadata } from 'next'
import { z } from 'zod'
import { PaymentTable } from '@/components/console/payment-table'
import { SearchForm } from '@/components/console/search-form'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { pageQuery } from '@/lib/contracts/search'
import { requireMerchantOrSignIn } from '@/lib/server/auth/session'
import { businessNow } from '@/lib/server/clock'
import { listPayments } from '@/lib/server/console/list-payments'

export const metadata: Metadata = { title: 'Payments' }

export default async function PaymentsPage({ searchParams }: PageProps<'/console/payments'>) {
  const viewer = await requireMerchantOrSignIn('/console/payments')
  const { q, after } = pageQuery.parse(await searchParams)
  const search = q?.trim().slice(0, 100) || undefined
  const [{ payments, next }, now] = await Promise.all([
    listPayments(viewer, { search, after: z.uuid().safeParse(after).data }),
    businessNow(),
  ])
  return (
    <>
      <PageHeader
        title="Payments"
        lead="What customers paid and what you charged, and what became of it."
        actions={<SearchForm action="/console/payments" label="Customer or what for" search={search} />}
      />
      <div className="grid gap-6">
        {payments.length > 0 ? (
          <PaymentTable payments={payments} now={now.toISOString()} />
        ) : (
          <EmptyState icon={ReceiptText} title={search ? 'Nothing found' : 'No payments yet'}>
            {search
              ? `No customer and no description contains “${search}”.`
              : 'Everything that is paid in the shop appears here, and what you charge to a saved Amazon Pay.'}
          </EmptyState>
        )}
        {next && (
          <ButtonLink
            href={{ pathname: '/console/payments', query: { ...(search && { q: search }), after: next } }}
            variant="secondary"
          >
            Show more
          </ButtonLink>
        )}
      </div>
    </>
  )
}
