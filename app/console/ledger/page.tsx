import { Scale } from 'lucide-react'
import type { Metadata } from 'next'
import { LedgerComparison } from '@/components/console/ledger-comparison'
import { Alert } from '@/components/ui/alert'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireMerchantOrSignIn } from '@/lib/server/auth/session'
import { compareLedger } from '@/lib/server/ledger/compare-ledger'

export const metadata: Metadata = { title: 'Ledger' }

export default async function LedgerPage() {
  const viewer = await requireMerchantOrSignIn('/console/ledger')
  const drift = await compareLedger(viewer)
  return (
    <>
      <PageHeader title="Ledger" lead="What our books say we hold at Stripe, beside what Stripe says." />
      {drift === null ? (
        <div className="grid justify-items-start gap-6">
          <Alert tone="warning" title="Stripe can’t be reached">
            So there is nothing to compare with at the moment. Our own books are not affected.
          </Alert>
          <ButtonLink href="/console/ledger" prefetch={false} variant="secondary">
            Compare again
          </ButtonLink>
        </div>
      ) : drift.length > 0 ? (
        <LedgerComparison drift={drift} />
      ) : (
        <EmptyState icon={Scale} title="No money has moved yet">
          After the first paid charge, our ledger and Stripe’s balance stand here side by side.
        </EmptyState>
      )}
    </>
  )
}
