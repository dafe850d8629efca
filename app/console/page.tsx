import { Users } from 'lucide-react'
import type { Metadata } from 'next'
import { z } from 'zod'
import { CustomerTable } from '@/components/console/customer-table'
import { FailedSaves } from '@/components/console/failed-saves'
import { SearchForm } from '@/components/console/search-form'
import { ProblemNote } from '@/components/shell/problem-note'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Heading } from '@/components/ui/heading'
import { PageHeader } from '@/components/ui/page-header'
import { pageQuery } from '@/lib/contracts/search'
import { requireMerchantOrSignIn } from '@/lib/server/auth/session'
import { listCustomers } from '@/lib/server/console/list-customers'
import { listFailedSaves } from '@/lib/server/console/list-failed-saves'

export const metadata: Metadata = { title: 'Console' }

export default async function ConsolePage({ searchParams }: PageProps<'/console'>) {
  const viewer = await requireMerchantOrSignIn('/console')
  const { problem, q, after } = pageQuery.parse(await searchParams)
  const search = q?.trim().slice(0, 100) || undefined
  const cursor = z.uuid().safeParse(after).data
  const [{ customers, next }, failed] = await Promise.all([
    listCustomers(viewer, { search, after: cursor }),
    listFailedSaves(viewer),
  ])
  return (
    <>
      <PageHeader title="Console" lead="Your customers, and what they allowed you to charge." />
      <ProblemNote problem={problem} />
      <section aria-labelledby="customers" className="grid gap-6">
        <div className="flex flex-wrap items-end justify-between gap-4">
          <Heading id="customers">Customers</Heading>
          <SearchForm action="/console" label="Name or e-mail" search={search} />
        </div>
        {customers.length > 0 ? (
          <CustomerTable customers={customers} />
        ) : (
          <EmptyState icon={Users} title={search ? 'Nobody found' : 'No customers yet'}>
            {search
              ? `No name or e-mail address contains “${search}”.`
              : 'Everybody who creates an account in the shop appears here, with what they saved.'}
          </EmptyState>
        )}
        {next && (
          <ButtonLink
            href={{ pathname: '/console', query: { ...(search && { q: search }), after: next } }}
            variant="secondary"
          >
            Show more
          </ButtonLink>
        )}
      </section>
      {failed.length > 0 && (
        <section aria-labelledby="failed" className="mt-16 grid gap-6">
          <Heading id="failed">Saves that failed</Heading>
          <FailedSaves setups={failed} />
        </section>
      )}
    </>
  )
}
