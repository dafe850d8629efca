import { OrderCard } from '@/components/checkout/order-card'
import { payLabel } from '@/components/checkout/pay-words'
import { Reassurance } from '@/components/checkout/reassurance'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import type { RecoveryDto } from '@/lib/contracts/recoveries'
import { savedKind } from '@/lib/domain/saved-kind'
import { NextTry } from './next-try'

type Props = { recovery: RecoveryDto; token: string; merchant: string }

// Loaded anew, and without a Referer: Stripe's script there is not to learn the address of this page.
const SAVE_ANOTHER = '/wallet/add?mode=hosted'

/** A charge that failed while its customer was away, for whoever has the link from the mail. */
export function FailedCharge({ recovery, token, merchant }: Props) {
  const { amount, currency, items, methodType, reason, nextTryAt } = recovery
  const toPay = { amount, currency, items, isHold: false }
  const [first] = items
  return (
    <div>
      <PageHeader title={first ? `Pay for ${first.description}` : 'Pay your order'} />
      <div className="mb-8">
        {reason ? (
          <Alert tone="danger" title="Nothing was charged">
            <p>{`${merchant} couldn’t charge your saved ${savedKind(methodType)} while you were away. ${whyOf(reason)}`}</p>
            <NextTry at={nextTryAt} />
          </Alert>
        ) : (
          <Alert tone="info" title="We’re confirming this payment">
            <p>We don’t know yet whether it is charged. You can look how it stands: you can’t pay twice.</p>
          </Alert>
        )}
      </div>
      <div className="grid gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="lg:col-start-2 lg:row-start-1">
          <OrderCard order={toPay} />
        </div>
        <div className="self-start">
          <Card as="section" aria-label="Pay">
            <form action="/api/recoveries" method="post" className="grid gap-4">
              <input type="hidden" name="token" value={token} />
              <Button type="submit" size="large" block>
                {reason ? `${payLabel(toPay)} now` : 'See how it stands'}
              </Button>
              <p className="text-sm text-muted">
                On the next page you choose Amazon Pay or another way. You can’t pay twice.
              </p>
              <p className="text-sm text-muted">
                You can also{' '}
                <a href={SAVE_ANOTHER} rel="noreferrer" className="text-link">
                  save another way to pay
                </a>{' '}
                for this and later charges. You’ll be asked to sign in for that.
              </p>
            </form>
          </Card>
        </div>
        <div className="lg:col-start-2">
          <Reassurance merchant={merchant} />
        </div>
      </div>
    </div>
  )
}

// The title has said that nothing was charged.
function whyOf(reason: string): string {
  return reason.replace(/^Nothing was charged\. /, '')
}
