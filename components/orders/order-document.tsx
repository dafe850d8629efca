import { Link } from '@/components/ui/link'
import { WaitForPayment } from '@/components/attempts/wait-for-payment'
import { Alert } from '@/components/ui/alert'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Heading } from '@/components/ui/heading'
import { Moment, Timeline } from '@/components/ui/timeline'
import type { OrderDto } from '@/lib/contracts/orders'
import { isInFlight } from '@/lib/domain/payment-status'
import { OrderSummary } from './order-summary'
import { isPayable, momentWords, orderWords } from './order-words'
import { Refunds } from './refunds'

/** One order with its state first. The words about it stand in one live region, so a change is read out. */
export function OrderDocument({ order, merchant }: { order: OrderDto; merchant: string }) {
  const { tone = 'info', title, text } = orderWords(order, merchant)
  const waitsFor = order.payments.find(({ state }) => isInFlight(state))
  return (
    <div className="grid gap-8">
      <div role="status">
        <Alert tone={tone} title={title}>
          <p>{text}</p>
          {order.state === 'failed' && !isPayable(order) && (
            <p>
              <Link href="/wallet" className="text-link">
                See what’s in your wallet
              </Link>
            </p>
          )}
        </Alert>
      </div>
      {isPayable(order) && (
        <div>
          <ButtonLink href={`/checkout/${order.id}`} prefetch={false}>
            Pay now
          </ButtonLink>
        </div>
      )}
      {waitsFor && (
        <WaitForPayment
          id={waitsFor.id}
          state={waitsFor.state}
          later="It’s taking longer than usual. We keep checking, and the result will be here."
        />
      )}
      <Card as="section" aria-label="What it was for">
        <OrderSummary order={order} />
      </Card>
      <Refunds order={order} />
      <section aria-labelledby="what-happened" className="grid gap-5">
        <Heading id="what-happened">What happened</Heading>
        <Timeline label="What happened">
          {order.timeline.map(({ at, what }) => (
            <Moment key={`${at} ${what}`} at={at} {...momentWords(what, order)} />
          ))}
        </Timeline>
      </section>
    </div>
  )
}
