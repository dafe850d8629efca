import { Heading } from '@/components/ui/heading'
import { Time } from '@/components/ui/time'
import type { SubscriptionDto } from '@/lib/contracts/subscriptions'
import { formatMoney } from '@/lib/domain/money'
import type { SubscriptionState } from '@/lib/domain/subscription-status'

/** What a customer has subscribed to, for the merchant's people. */
export function SubscriptionList({ subscriptions }: { subscriptions: SubscriptionDto[] }) {
  return (
    <section aria-labelledby="subscriptions" className="grid gap-4">
      <Heading id="subscriptions">Subscriptions</Heading>
      <ul className="grid gap-4">
        {subscriptions.map((subscription) => (
          <li key={subscription.id} className="grid">
            <span className="font-medium">{subscription.name}</span>
            <span>{`${formatMoney(subscription)} each ${subscription.interval} · ${STATES[subscription.state]}`}</span>
            <span className="text-sm text-muted">
              <When subscription={subscription} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function When({ subscription }: { subscription: SubscriptionDto }) {
  const { endedAt, currentPeriodEnd, nextTryAt, cancelAtPeriodEnd } = subscription
  if (endedAt)
    return (
      <>
        Ended <Time value={endedAt} />
      </>
    )
  if (nextTryAt)
    return (
      <>
        Stripe tries again <Time value={nextTryAt} />
      </>
    )
  if (!currentPeriodEnd) return <>Not begun</>
  return (
    <>
      {cancelAtPeriodEnd ? 'Ends' : 'Next charge'} <Time value={currentPeriodEnd} />
    </>
  )
}

const STATES: Record<SubscriptionState, string> = {
  starting: 'Waiting for Stripe',
  incomplete: 'First payment is missing',
  trialing: 'Free trial',
  active: 'Active',
  ending: 'Ends with its period',
  past_due: 'A payment is missing',
  unpaid: 'Given up, not paid',
  paused: 'Paused',
  ended: 'Ended',
  expired: 'Never paid',
  failed: 'Stripe would not make it',
}
