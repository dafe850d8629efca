import type { Metadata } from 'next'
import { ProblemNote } from '@/components/shell/problem-note'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { HostedCheckout } from '@/components/wallet/hosted-checkout'
import { SaveAmazonPay } from '@/components/wallet/save-amazon-pay'
import { StripeJsScript } from '@/components/wallet/stripe-js-script'
import { pageQuery } from '@/lib/contracts/search'
import { requireCustomerOrSignIn } from '@/lib/server/auth/session'
import { shellProps } from '@/lib/server/auth/shell'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { stripeBrowserSettings } from '@/lib/server/stripe/browser-settings'

export const metadata: Metadata = { title: 'Save Amazon Pay' }

export default async function AddPage({ searchParams }: PageProps<'/wallet/add'>) {
  await requireCustomerOrSignIn('/wallet/add')
  const { problem, mode } = pageQuery.parse(await searchParams)
  const { merchant } = await shellProps()
  const [{ id, text, optInText }, hosted] = await Promise.all([currentNotice(), currentNotice('any_method')])
  const { publishableKey, scriptUrl, nonce } = await stripeBrowserSettings()
  return (
    <div className="mx-auto max-w-2xl">
      <StripeJsScript src={scriptUrl} nonce={nonce} />
      <PageHeader
        title="Save Amazon Pay"
        lead={`Approve once at Amazon, and pay ${merchant} from your Amazon account from then on.`}
        back={{ href: '/wallet', label: 'Wallet' }}
      />
      <ProblemNote problem={problem} />
      <Card>
        <SaveAmazonPay
          key={id}
          notice={{ id, text, optInText }}
          merchant={merchant}
          publishableKey={publishableKey}
          attemptKey={crypto.randomUUID()}
        />
      </Card>
      <HostedCheckout
        key={hosted.id}
        notice={{ id: hosted.id, text: hosted.text, optInText: hosted.optInText }}
        merchant={merchant}
        attemptKey={crypto.randomUUID()}
        isOpen={mode === 'hosted'}
      />
    </div>
  )
}
