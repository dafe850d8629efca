import type { Metadata } from 'next'
import { ChargingTerms } from '@/components/shop/charging-terms'
import { LeavingTerms } from '@/components/shop/leaving-terms'
import { TermsContents } from '@/components/shop/terms-contents'
import { PageHeader } from '@/components/ui/page-header'
import { Time } from '@/components/ui/time'
import { TERMS_VERSION } from '@/lib/domain/mandate'
import { shellProps } from '@/lib/server/auth/shell'

export const metadata: Metadata = { title: 'Terms for saved payment methods' }

export default async function TermsPage() {
  const { merchant } = await shellProps()
  return (
    <article>
      <PageHeader
        title="Terms for saved payment methods"
        lead={
          <>
            What {merchant} may and may not do once you have saved Amazon Pay. In force since{' '}
            <Time value={`${TERMS_VERSION}T00:00:00Z`} />.
          </>
        }
      />
      <div className="grid gap-10 lg:grid-cols-[minmax(0,var(--container-reading))_1fr] lg:gap-20">
        <TermsContents />
        <div className="grid gap-10 [counter-reset:section]">
          <ChargingTerms merchant={merchant} />
          <LeavingTerms merchant={merchant} />
        </div>
      </div>
    </article>
  )
}
