import { Hourglass } from 'lucide-react'
import type { Metadata } from 'next'
import { HoldTable } from '@/components/console/hold-table'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireMerchantOrSignIn } from '@/lib/server/auth/session'
import { businessNow } from '@/lib/server/clock'
import { listHolds } from '@/lib/server/console/list-holds'

export const metadata: Metadata = { title: 'Holds' }

export default async function HoldsPage() {
  const viewer = await requireMerchantOrSignIn('/console/holds')
  const [holds, now] = await Promise.all([listHolds(viewer), businessNow()])
  const soonestFirst = holds.toSorted((a, b) => a.captureBefore.localeCompare(b.captureBefore))
  return (
    <>
      <PageHeader
        title="Holds"
        lead="Reserved and not charged yet, what ends first on top. What nobody captures is released by itself after seven days."
      />
      {soonestFirst.length > 0 ? (
        <HoldTable holds={soonestFirst} now={now.toISOString()} />
      ) : (
        <EmptyState icon={Hourglass} title="Nothing is held">
          When a customer orders something that is charged later, the reserved amount waits here to be captured.
        </EmptyState>
      )}
    </>
  )
}
