import { Layers } from 'lucide-react'
import type { Metadata } from 'next'
import { z } from 'zod'
import { BatchTable } from '@/components/console/batch-table'
import { UploadForm } from '@/components/console/upload-form'
import { ProblemNote } from '@/components/shell/problem-note'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Heading } from '@/components/ui/heading'
import { PageHeader } from '@/components/ui/page-header'
import { pageQuery } from '@/lib/contracts/search'
import { requireMerchantOrSignIn } from '@/lib/server/auth/session'
import { listBatches } from '@/lib/server/charge-batches/list-batches'

export const metadata: Metadata = { title: 'Bulk charges' }

export default async function BulkChargesPage({ searchParams }: PageProps<'/console/charges'>) {
  const viewer = await requireMerchantOrSignIn('/console/charges')
  const { problem, after } = pageQuery.parse(await searchParams)
  const { batches, next } = await listBatches(viewer, { after: z.uuid().safeParse(after).data })
  return (
    <>
      <PageHeader title="Bulk charges" lead="Charge many customers who are away, each of them once." />
      <ProblemNote problem={problem} />
      <div className="grid gap-12">
        <Card as="section" aria-labelledby="upload">
          <div className="grid gap-4">
            <Heading id="upload">Upload a list</Heading>
            <p>You see every line before anything is charged.</p>
            <UploadForm attemptKey={crypto.randomUUID()} />
          </div>
        </Card>
        <section aria-labelledby="lists" className="grid gap-6">
          <Heading id="lists">Lists</Heading>
          {batches.length > 0 ? (
            <BatchTable batches={batches} />
          ) : (
            <EmptyState icon={Layers} title="No lists yet">
              What you upload appears here, with what became of each charge.
            </EmptyState>
          )}
          {next && (
            <ButtonLink href={{ pathname: '/console/charges', query: { after: next } }} variant="secondary">
              Show more
            </ButtonLink>
          )}
        </section>
      </div>
    </>
  )
}
