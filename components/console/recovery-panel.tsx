import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Heading } from '@/components/ui/heading'
import { Time } from '@/components/ui/time'
import type { ConsolePaymentDetailDto } from '@/lib/contracts/console'

const OPEN = ['declined', 'expired', 'refused', 'open', 'needs_customer']

/** What is done about a charge that was declined while its customer was away, for as long as it is not paid. */
export function RecoveryPanel({ payment }: { payment: ConsolePaymentDetailDto }) {
  const { id, recovery, state, status } = payment
  if (!recovery || !OPEN.includes(state) || status === 'canceled') return null
  const { tries, nextTryAt, isTrying } = recovery
  return (
    <Card as="section" aria-labelledby="recovery">
      <div className="grid gap-4">
        <Heading id="recovery">Getting it paid</Heading>
        <p>
          402; payment intent back to requires_payment_method; <Message recovery={recovery} />.
        </p>
        <p>
          {isTrying && 'It is being tried again right now.'}
          {nextTryAt && (
            <>
              Next try: <Time value={nextTryAt} show="minute" />.
            </>
          )}
          {!isTrying &&
            !nextTryAt &&
            'There is no further try. The customer can pay it from their mail or their orders.'}
          {` Further tries so far: ${tries}.`}
        </p>
        {nextTryAt && (
          <form action={`/api/payments/${id}/stop-retries`} method="post">
            <Button type="submit" variant="secondary">
              Stop further tries
            </Button>
          </form>
        )}
      </div>
    </Card>
  )
}

type Recovery = NonNullable<ConsolePaymentDetailDto['recovery']>

function Message({ recovery: { hasMessage, messageSentAt } }: { recovery: Recovery }) {
  if (messageSentAt) {
    return (
      <>
        message sent <Time value={messageSentAt} show="minute" />
      </>
    )
  }
  return hasMessage ? 'message not sent yet' : 'no address to write to, told on their pages'
}
