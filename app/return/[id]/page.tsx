import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PaymentOutcome } from '@/components/return/payment-outcome'
import { SavedSetup } from '@/components/return/saved-setup'
import { SetupOutcome } from '@/components/return/setup-outcome'
import { SignInToSee } from '@/components/return/sign-in-to-see'
import { sessionQuery } from '@/lib/contracts/search'
import { idParams } from '@/lib/contracts/setups'
import { currentPayer } from '@/lib/server/auth/payer'
import { currentViewer } from '@/lib/server/auth/session'
import { stateOf } from '@/lib/server/payment-methods/dto'
import { viewSaved } from '@/lib/server/payment-methods/view-saved'
import { watchSetup } from '@/lib/server/payment-methods/watch-setup'
import { watchReturn } from '@/lib/server/checkout/watch-return'

export const metadata: Metadata = { title: 'Back from Amazon' }

/** The one page customers come back to. It only reads: opening it again, twice or later has no second effect. */
export default async function ReturnPage({ params, searchParams }: PageProps<'/return/[id]'>) {
  const { id } = await params
  const payer = await currentPayer()
  const isOfId = idParams.safeParse({ id }).success
  const payment = payer && isOfId ? await watchReturn(id, payer) : null
  if (payment) return <PaymentOutcome payment={payment} />
  // The same for every id, whether there is such a payment or not.
  if (!payer?.customerIds.length && !(await currentViewer())) return <SignInToSee next={`/return/${id}`} />
  const watched = payer?.customer && isOfId ? await watchSetup(id, payer.customer.id) : null
  if (!watched) notFound()
  const { setup, redirectUrl, stripeAnswered } = watched
  const { session_id: cameFrom } = sessionQuery.parse(await searchParams)
  // Whoever comes from another hosted page than this try's has not come from this try.
  if (cameFrom && setup.stripeSessionId && cameFrom !== setup.stripeSessionId) notFound()
  const state = stripeAnswered ? stateOf(setup) : 'unknown'
  const saved = state === 'saved' ? await viewSaved(setup) : null
  return (
    <SetupOutcome id={id} state={state} continueUrl={redirectUrl} isHosted={setup.offers !== null}>
      {saved && <SavedSetup {...saved} isHosted={setup.offers !== null} />}
    </SetupOutcome>
  )
}
