import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BatchBadge } from '@/components/console/batch-badge'
import { BatchLines, OutcomeFilter } from '@/components/console/batch-lines'
import { BatchState } from '@/components/console/batch-state'
import { ProblemNote } from '@/components/shell/problem-note'
import { ButtonLink } from '@/components/ui/button'
import { Heading } from '@/components/ui/heading'
import { PageHeader } from '@/components/ui/page-header'
import { Time } from '@/components/ui/time'
import { batchPageQuery } from '@/lib/contracts/charge-batches'
import { idParams } from '@/lib/contracts/setups'
import { requireMerchantOrSignIn } from '@/lib/server/auth/session'
import { viewBatchPage } from '@/lib/server/charge-batches/view-batch'

export const metadata: Metadata = { title: 'List of charges' }

export default async function ChargeBatchPage({ params, searchParams }: PageProps<'/console/charges/[id]'>) {
  const { id } = await params
  const viewer = await requireMerchantOrSignIn(`/console/charges/${id}`)
  const { problem, outcome, after } = batchPageQuery.parse(await searchParams)
  const found = idParams.safeParse({ id }).success ? await viewBatchPage(id, viewer, { outcome, after }) : null
  if (!found) notFound()
  const { batch, sameFile, lines, shown, next } = found
  return (
    <>
      <PageHeader
        title={batch.name}
        lead={
          <span className="flex flex-wrap items-center gap-3">
            <BatchBadge batch={batch} />
            <span>
              Made by {batch.madeBy}, <Time value={batch.madeAt} show="minute" />
            </span>
          </span>
        }
        back={{ href: '/console/charges', label: 'Bulk charges' }}
      />
      <ProblemNote problem={problem} />
      <div className="grid gap-12">
        <BatchState batch={batch} sameFile={sameFile} />
        <section aria-labelledby="lines" className="grid gap-5">
          <div className="flex flex-wrap items-end justify-between gap-4">
            <Heading id="lines">Lines</Heading>
            <a
              href={`/api/charge-batches/${id}/outcome`}
              download
              className="inline-flex min-h-11 items-center text-link"
            >
              Download as CSV
            </a>
          </div>
          <OutcomeFilter batch={batch} shown={shown} />
          <BatchLines lines={lines} />
          {next !== null && (
            <ButtonLink
              href={{ pathname: `/console/charges/${id}`, query: { outcome: shown ?? 'all', after: next } }}
              variant="secondary"
            >
              Show more
            </ButtonLink>
          )}
        </section>
      </div>
    </>
  )
}
