import { Wallet } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { ProblemNote } from '@/components/shell/problem-note'
import { Alert } from '@/components/ui/alert'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { MethodRow } from '@/components/wallet/method-row'
import { pageQuery } from '@/lib/contracts/search'
import { requireCustomerOrSignIn } from '@/lib/server/auth/session'
import { listSavedMethods } from '@/lib/server/payment-methods/list-saved-methods'
import { listWaitingSetups } from '@/lib/server/payment-methods/list-waiting-setups'

export const metadata: Metadata = { title: 'Wallet' }

export default async function WalletPage({ searchParams }: PageProps<'/wallet'>) {
  const customer = await requireCustomerOrSignIn('/wallet')
  const { problem } = pageQuery.parse(await searchParams)
  const [methods, waiting] = await Promise.all([listSavedMethods(customer.id), listWaitingSetups(customer.id)])
  const add = <ButtonLink href="/wallet/add">Save Amazon Pay</ButtonLink>
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader
        title="Your wallet"
        lead="What you saved, and what you agreed to."
        actions={methods.length > 0 && add}
      />
      <ProblemNote problem={problem} />
      {waiting.map(({ id }) => (
        <div key={id} className="mb-6">
          <Alert tone="info" title="We’re waiting for Amazon">
            One save isn’t finished yet.{' '}
            <Link href={`/return/${id}`} className="text-link">
              See how it stands
            </Link>
          </Alert>
        </div>
      ))}
      {methods.length === 0 ? (
        <EmptyState icon={Wallet} title="No saved payment methods yet" action={add}>
          Save Amazon Pay to check out faster next time. Nothing is charged when you save it.
        </EmptyState>
      ) : (
        <>
          <ul aria-label="Saved payment methods" className="grid gap-4">
            {methods.map((method) => (
              <MethodRow key={method.id} method={method} />
            ))}
          </ul>
          <p className="mt-6 text-sm text-muted">
            Which card or account Amazon charges is up to you: change it at pay.amazon.com, not here.
          </p>
        </>
      )}
    </div>
  )
}
