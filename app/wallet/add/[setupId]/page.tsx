import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { ConfirmSetup } from '@/components/wallet/confirm-setup'
import { MandateNotice } from '@/components/wallet/mandate-notice'
import { StripeJsScript } from '@/components/wallet/stripe-js-script'
import { AppError } from '@/lib/domain/errors'
import { idParams } from '@/lib/contracts/setups'
import { requireCustomerOrSignIn } from '@/lib/server/auth/session'
import { shellProps } from '@/lib/server/auth/shell'
import { viewOpenSetup } from '@/lib/server/payment-methods/view-open-setup'
import { stripeBrowserSettings } from '@/lib/server/stripe/browser-settings'

export const metadata: Metadata = { title: 'Save Amazon Pay' }

/** The same as /wallet/add with a client secret rendered by the server (docs.stripe.com/payments/amazon-pay/set-up-future-payments, "Server-side rendering"). */
export default async function ConfirmPage({ params }: PageProps<'/wallet/add/[setupId]'>) {
  const { setupId } = await params
  const { id: customerId } = await requireCustomerOrSignIn(`/wallet/add/${setupId}`)
  if (!idParams.safeParse({ id: setupId }).success) notFound()
  const open = await viewOpenSetup(setupId, customerId).catch((error: unknown) => {
    if (error instanceof AppError) redirect(`/wallet/add?problem=${error.code}`)
    throw error
  })
  if (!open) notFound()
  if (open === 'ended') redirect(`/return/${setupId}`)
  const { merchant } = await shellProps()
  const { publishableKey, scriptUrl, nonce } = await stripeBrowserSettings()
  return (
    <div className="mx-auto max-w-2xl">
      <StripeJsScript src={scriptUrl} nonce={nonce} />
      <PageHeader
        title="Continue to Amazon"
        lead="One step left: approve at Amazon."
        back={{ href: '/wallet/add', label: 'Change your choice' }}
      />
      <Card>
        <div className="grid gap-6">
          <p>
            {open.optInText ? `You ticked: ${open.optInText}` : 'You chose: Amazon Pay is only used while you’re here.'}
          </p>
          <MandateNotice text={open.text} merchant={merchant} />
          <ConfirmSetup publishableKey={publishableKey} started={open.started} />
        </div>
      </Card>
    </div>
  )
}
