import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { SetupOutcome } from '@/components/return/setup-outcome'
import { SignInToSee } from '@/components/return/sign-in-to-see'
import { idParams } from '@/lib/contracts/setups'
import { currentViewer, customerOf } from '@/lib/server/auth/session'
import { stateOf } from '@/lib/server/payment-methods/dto'
import { watchSetup } from '@/lib/server/payment-methods/watch-setup'

export const metadata: Metadata = { title: 'Back from Amazon' }

/** The one page customers come back to. It only reads: opening it again, twice or later has no second effect. */
export default async function ReturnPage({ params }: PageProps<'/return/[id]'>) {
  const { id } = await params
  const viewer = await currentViewer()
  if (!viewer) return <SignInToSee next={`/return/${id}`} />
  if (viewer.role !== 'customer' || !idParams.safeParse({ id }).success) notFound()
  const watched = await watchSetup(id, (await customerOf(viewer)).id)
  if (!watched) notFound()
  const { setup, redirectUrl, stripeAnswered } = watched
  const state = stripeAnswered ? stateOf(setup) : 'unknown'
  return (
    <SetupOutcome id={id} state={state} continueUrl={redirectUrl}>
      {state === 'saved' && setup.mandate && (
        <div className="grid gap-2">
          <p className="font-semibold">
            {setup.usage === 'off_session'
              ? 'It may be charged while you’re away.'
              : 'It is only used while you’re here.'}
          </p>
          <p>
            <Link href={`/mandates/${setup.mandate.id}`} className="text-link">
              See what you agreed to
            </Link>
          </p>
          <p className="text-sm text-muted">Which card or account Amazon charges is up to you, at pay.amazon.com.</p>
        </div>
      )}
    </SetupOutcome>
  )
}
