import { CircleCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { DeadLetters } from '@/components/console/dead-letters'
import { ProblemNote } from '@/components/shell/problem-note'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { pageQuery } from '@/lib/contracts/search'
import { requireMerchantOrSignIn } from '@/lib/server/auth/session'
import { listDeadLetters } from '@/lib/server/console/list-dead-letters'

export const metadata: Metadata = { title: 'Attention' }

export default async function AttentionPage({ searchParams }: PageProps<'/console/attention'>) {
  const viewer = await requireMerchantOrSignIn('/console/attention')
  const { problem } = pageQuery.parse(await searchParams)
  const letters = await listDeadLetters(viewer)
  return (
    <>
      <PageHeader
        title="Attention"
        lead="What could not be finished by itself. What you try again leaves this list, and comes back if it fails once more."
      />
      <ProblemNote problem={problem} />
      {letters.length > 0 ? (
        <DeadLetters letters={letters} />
      ) : (
        <EmptyState icon={CircleCheck} title="Nothing needs you">
          Whatever is under way finishes by itself.
        </EmptyState>
      )}
    </>
  )
}
