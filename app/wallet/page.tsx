import type { Metadata } from 'next'
import { Link } from '@/components/ui/link'
import { JoiningNotes } from '@/components/auth/joining-notes'
import { ToPay } from '@/components/recovery/to-pay'
import { ProblemNote } from '@/components/shell/problem-note'
import { Alert } from '@/components/ui/alert'
import { ButtonLink } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { MethodHistory } from '@/components/wallet/method-history'
import { SavedMethods } from '@/components/wallet/saved-methods'
import { pageQuery } from '@/lib/contracts/search'
import { requireCustomerOrSignIn } from '@/lib/server/auth/session'
import { shellProps } from '@/lib/server/auth/shell'
import { viewJoining } from '@/lib/server/auth/view-joining'
import { listSavedMethods } from '@/lib/server/payment-methods/list-saved-methods'
import { listWaitingSetups } from '@/lib/server/payment-methods/list-waiting-setups'
import { listToPay } from '@/lib/server/recovery/list-to-pay'

export const metadata: Metadata = { title: 'Wallet' }

export default async function WalletPage({ searchParams }: PageProps<'/wallet'>) {
  const customer = await requireCustomerOrSignIn('/wallet')
  const { problem } = pageQuery.parse(await searchParams)
  const { merchant } = await shellProps()
  const [methods, waiting, toPay, joining] = await Promise.all([
    listSavedMethods(customer.id),
    listWaitingSetups(customer.id),
    listToPay(customer.id),
    viewJoining(customer),
  ])
  const connected = methods.filter(({ status }) => status !== 'detached')
  const ended = methods
    .filter(({ status }) => status === 'detached')
    .toSorted((a, b) => (b.detachedAt ?? '').localeCompare(a.detachedAt ?? ''))
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader
        title="Your wallet"
        lead="What you saved, and what you agreed to."
        actions={connected.length > 0 && <ButtonLink href="/wallet/add">Save Amazon Pay</ButtonLink>}
      />
      <ProblemNote problem={problem} />
      <JoiningNotes joining={joining} brief />
      <ToPay charges={toPay} />
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
      <SavedMethods methods={connected} merchant={merchant} hadMethods={ended.length > 0} />
      {connected.length > 0 && (
        <div className="mt-6 grid gap-2 text-sm text-muted">
          {connected.some(({ type }) => type === 'amazon_pay') && (
            <p>Which card or account Amazon charges is up to you: change it at pay.amazon.com, not here.</p>
          )}
          <noscript>
            <p>Removing a method needs JavaScript on this site for now.</p>
          </noscript>
        </div>
      )}
      {ended.length > 0 && <MethodHistory methods={ended} />}
    </div>
  )
}
