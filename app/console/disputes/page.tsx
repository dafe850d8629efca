import { ShieldQuestion } from 'lucide-react'
import type { Metadata } from 'next'
import { DisputeTable } from '@/components/console/dispute-table'
import { waitsForAnswer } from '@/components/console/dispute-words'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import type { DisputeDto } from '@/lib/contracts/holds-and-refunds'
import { requireMerchantOrSignIn } from '@/lib/server/auth/session'
import { businessNow } from '@/lib/server/clock'
import { listDisputes } from '@/lib/server/console/list-disputes'

export const metadata: Metadata = { title: 'Disputes' }

export default async function DisputesPage() {
  const viewer = await requireMerchantOrSignIn('/console/disputes')
  const [disputes, now] = await Promise.all([listDisputes(viewer), businessNow()])
  return (
    <>
      <PageHeader
        title="Disputes"
        lead="What customers object to at Amazon or their bank, what is due first on top. The evidence is handed in in Stripe’s Dashboard."
      />
      {disputes.length > 0 ? (
        <DisputeTable disputes={disputes.toSorted(byDueDate)} now={now.toISOString()} />
      ) : (
        <EmptyState icon={ShieldQuestion} title="No disputes">
          If a customer objects to a payment, it appears here with the day until which you can answer.
        </EmptyState>
      )}
    </>
  )
}

// What waits for an answer comes first; of the rest the newest.
function byDueDate(a: DisputeDto, b: DisputeDto): number {
  const [isDue, isOtherDue] = [a, b].map(({ status }) => waitsForAnswer(status))
  if (isDue !== isOtherDue) return isDue ? -1 : 1
  if (!isDue) return b.openedAt.localeCompare(a.openedAt)
  return (a.evidenceDueBy ?? '9').localeCompare(b.evidenceDueBy ?? '9')
}
