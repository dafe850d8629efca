import { Link } from '@/components/ui/link'
import { WaitForPayment } from '@/components/attempts/wait-for-payment'
import { Alert } from '@/components/ui/alert'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import type { CheckoutDto } from '@/lib/contracts/checkout'
import { AtAmazon } from './at-amazon'
import { PayPanel } from './pay-panel'
import { StartPaymentForm } from './start-payment-form'
import { TestCard } from './test-card'

type Props = {
  checkout: CheckoutDto
  /** Whether nobody is signed in. */
  canSignIn: boolean
  merchant: string
  publishableKey: string
  testMode: boolean
  /** Made by the server for this rendering. */
  attemptKey: string
}

/** What can be done about an order that is to be paid, as its payment stands. */
export function CheckoutBody({ checkout, canSignIn, testMode, ...rest }: Props) {
  const { order, payment, methods, notice, stripeAnswered, isSubscription } = checkout
  // First: what we know may be old, and then nothing may be said about money.
  if (!stripeAnswered && payment?.state !== 'starting') return <StripeIsAway orderId={order.id} />
  if (isSubscription && !payment) return <NotOwed />
  if (payment?.state === 'needs_customer')
    return <AtAmazon orderId={order.id} continueUrl={payment.continueUrl} canRestart={!isSubscription} />
  if (payment?.state === 'starting') return <GettingReady orderId={order.id} paymentId={payment.id} />
  if (!payment?.clientSecret) return <NotStarted orderId={order.id} />
  const { clientSecret, returnUrl, saves, onlyAmazonPay } = payment
  return (
    <div className="grid gap-6">
      <PayPanel
        key={`${clientSecret} ${notice?.id}`}
        order={order}
        payment={{ clientSecret, returnUrl, saves, onlyAmazonPay }}
        methods={methods}
        notice={notice}
        {...rest}
      >
        {testMode && <TestCard />}
      </PayPanel>
      {canSignIn && !isSubscription && (
        <p className="text-sm text-muted">
          <Link href={`/sign-in?next=${encodeURIComponent(`/checkout/${order.id}`)}`} className="text-link">
            Sign in to save it for next time
          </Link>
          . You can pay without an account as well.
        </p>
      )}
    </div>
  )
}

function NotOwed() {
  return (
    <Card>
      <Alert tone="info" title="There is nothing to pay any more">
        Nothing was charged. The subscription that asked for this has ended.
      </Alert>
    </Card>
  )
}

function NotStarted({ orderId }: { orderId: string }) {
  return (
    <Card>
      <div className="grid gap-5">
        <p>Nothing is charged yet. On the next page you choose how to pay.</p>
        <StartPaymentForm orderId={orderId} label="Continue to payment" />
      </div>
    </Card>
  )
}

function GettingReady({ orderId, paymentId }: { orderId: string; paymentId: string }) {
  return (
    <Card>
      <div className="grid gap-5">
        <p role="status">Nothing is charged yet. We’re waiting for our payment provider.</p>
        <WaitForPayment id={paymentId} state="starting" later="It’s taking longer than usual. Your order is kept." />
        <StartPaymentForm orderId={orderId} label="Continue to payment" variant="secondary" />
      </div>
    </Card>
  )
}

function StripeIsAway({ orderId }: { orderId: string }) {
  return (
    <Card>
      <div className="grid gap-5">
        <Alert tone="warning" title="You can’t pay right now">
          We can’t reach our payment provider to see how this payment stands. Opening this page charges nothing, and
          your order is kept.
        </Alert>
        <div>
          <ButtonLink href={`/checkout/${orderId}`} prefetch={false}>
            Try again
          </ButtonLink>
        </div>
      </div>
    </Card>
  )
}
