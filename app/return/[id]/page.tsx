import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PaymentOutcome } from '@/components/return/payment-outcome'
import { SavedSetup } from '@/components/return/saved-setup'
import { SetupOutcome } from '@/components/return/setup-outcome'
import { SignInToSee } from '@/components/return/sign-in-to-see'
import { sessionQuery } from '@/lib/contracts/search'
import { idParams } from '@/lib/contracts/setups'
import { currentBuyer } from '@/lib/server/auth/buyer'
import { currentViewer } from '@/lib/server/auth/session'
import { stateOf } from '@/lib/server/payment-methods/dto'
import { watchSetup } from '@/lib/server/payment-methods/watch-setup'
import { watchReturn } from '@/lib/server/checkout/watch-return'

export const metadata: Metadata = { title: 'Back from Amazon' }

/** The one page customers come back to. It only reads: opening it again, twice or later has no second effect. */
export default async function ReturnPage({ params, searchParams }: PageProps<'/return/[id]'>) {
  const { id } = await params
  const buyer = await currentBuyer()
  // Before any look-up, so that it is the same for every id.
  if (!buyer && !(await currentViewer())) return <SignInToSee next={`/return/${id}`} />
  if (!buyer || !idParams.safeParse({ id }).success) notFound()
  const payment = await watchReturn(id, buyer)
  if (payment) return <PaymentOutcome payment={payment} />
  const watched = buyer.customer && (await watchSetup(id, buyer.customer.id))
  if (!watched) notFound()
  const { setup, redirectUrl, stripeAnswered } = watched
  const { session_id: cameFrom } = sessionQuery.parse(await searchParams)
  // Whoever comes from another hosted page than this try's has not come from this try.
  if (cameFrom && setup.stripeSessionId && cameFrom !== setup.stripeSessionId) notFound()
  const state = stripeAnswered ? stateOf(setup) : 'unknown'
  return (
    <SetupOutcome id={id} state={state} continueUrl={redirectUrl} isHosted={setup.offers !== null}>
      {state === 'saved' && setup.mandate && (
        <SavedSetup usage={setup.usage} mandateId={setup.mandate.id} isHosted={setup.offers !== null} />
      )}
    </SetupOutcome>
  )
}
