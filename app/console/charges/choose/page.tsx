import { Users } from 'lucide-react'
import type { Metadata } from 'next'
import { ChooseForm } from '@/components/console/choose-form'
import { SearchForm } from '@/components/console/search-form'
import { ProblemNote } from '@/components/shell/problem-note'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { pageQuery } from '@/lib/contracts/search'
import { requireMerchantOrSignIn } from '@/lib/server/auth/session'
import { listChargeable } from '@/lib/server/console/list-chargeable'

export const metadata: Metadata = { title: 'Choose customers' }

export default async function ChooseCustomersPage({ searchParams }: PageProps<'/console/charges/choose'>) {
  const viewer = await requireMerchantOrSignIn('/console/charges/choose')
  const { problem, q } = pageQuery.parse(await searchParams)
  const search = q?.trim().slice(0, 100) || undefined
  const { customers, currencies, isCut } = await listChargeable(viewer, search)
  return (
    <>
      <PageHeader
        title="Choose customers"
        lead="One amount for each of them. You see every charge before anything is charged."
        back={{ href: '/console/charges', label: 'Bulk charges' }}
      />
      <ProblemNote problem={problem} />
      <div className="grid gap-8">
        <SearchForm action="/console/charges/choose" label="Name or e-mail" search={search} />
        {isCut && <p>Not all of them are shown. Search for others, or upload a file.</p>}
        {customers.length > 0 ? (
          <ChooseForm customers={customers} currencies={currencies} attemptKey={crypto.randomUUID()} />
        ) : (
          <EmptyState icon={Users} title={search ? 'Nobody found' : 'Nobody to charge yet'}>
            Only customers who saved a payment method and allowed charges while they are away appear here.
          </EmptyState>
        )}
      </div>
    </>
  )
}
