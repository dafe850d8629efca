import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { dayOf } from '@/components/ui/time'
import type { SubscriptionDto } from '@/lib/contracts/subscriptions'
import { formatMoney } from '@/lib/domain/money'
import { beingCharged, isOver } from './subscription-words'

type Props = { subscription: SubscriptionDto; methods: { id: string; name: string }[] }

/** What its owner can do with a subscription, each behind one more press that says what follows. Plain forms. */
export function SubscriptionChanges({ subscription, methods }: Props) {
  const { state, isChanging, name, method } = subscription
  if (isChanging || isOver(subscription) || state === 'starting') return null
  const others = methods.filter(({ id }) => id !== method?.id)
  return (
    <div className="grid border-t border-line pt-1.5">
      {state === 'ending' && <Keep subscription={subscription} />}
      {state !== 'ending' && state !== 'incomplete' && others.length > 0 && (
        <Disclosure title="Pay with another method" name={name}>
          <OtherMethod subscription={subscription} methods={others} />
        </Disclosure>
      )}
      <Disclosure title={state === 'ending' ? 'End it now' : 'Cancel'} name={name}>
        <Cancel subscription={subscription} />
      </Disclosure>
    </div>
  )
}

type OfOne = { subscription: SubscriptionDto }

function Keep({ subscription }: OfOne) {
  return (
    <ChangeForm subscription={subscription} action="keep">
      <p className="text-muted">{`You can keep it: then it goes on, at ${formatMoney(subscription)} a ${subscription.interval}.`}</p>
      <div>
        <SubmitButton variant="secondary" busyLabel="One moment…">
          Keep it<span className="sr-only">: {subscription.name}</span>
        </SubmitButton>
      </div>
    </ChangeForm>
  )
}

function OtherMethod({ subscription, methods }: Props) {
  return (
    <ChangeForm subscription={subscription} action="method">
      <Select
        label="Paid with from now on"
        name="paymentMethodId"
        options={methods.map(({ id: value, name: label }) => ({ value, label }))}
      />
      <div>
        <SubmitButton variant="secondary" busyLabel="Changing…">
          Use this one<span className="sr-only">: {subscription.name}</span>
        </SubmitButton>
      </div>
    </ChangeForm>
  )
}

function Cancel({ subscription }: OfOne) {
  const { state, name, currentPeriodEnd } = subscription
  const runsOn = (state === 'active' || state === 'trialing') && currentPeriodEnd
  return (
    <div className="grid gap-5">
      {runsOn && (
        <ChangeForm subscription={subscription} action="cancel_at_period_end">
          <p>
            {beingCharged(subscription)}{' '}
            {`It stays yours until ${dayOf(currentPeriodEnd)}, and nothing more is charged`}
            {beingCharged(subscription) ? ' after that.' : '.'}
          </p>
          <div>
            <SubmitButton variant="secondary" busyLabel="Cancelling…">
              {`Cancel on ${dayOf(currentPeriodEnd)}`}
              <span className="sr-only">: {name}</span>
            </SubmitButton>
          </div>
        </ChangeForm>
      )}
      <ChangeForm subscription={subscription} action="cancel_now">
        <p>{consequence(state)}</p>
        <div>
          <SubmitButton variant="danger" busyLabel="Ending…">
            End it now<span className="sr-only">: {name}</span>
          </SubmitButton>
        </div>
      </ChangeForm>
    </div>
  )
}

function consequence(state: SubscriptionDto['state']): string {
  switch (state) {
    case 'incomplete':
      return 'Nothing was charged, and nothing will be.'
    case 'trialing':
      return 'The trial is over at once, and nothing is charged.'
    case 'past_due':
    case 'unpaid':
      return 'It is over at once. What is already owed for it stays owed.'
    default:
      return 'It is over at once. Nothing more is charged; what you have paid for this period isn’t given back by itself.'
  }
}

function Disclosure({ title, name, children }: { title: string; name: string; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="inline-flex min-h-11 cursor-pointer list-none items-center gap-2 text-link [&::-webkit-details-marker]:hidden">
        <ChevronDown aria-hidden className="size-4 transition-transform group-open:rotate-180" />
        {title}
        <span className="sr-only">: {name}</span>
      </summary>
      <div className="py-3">{children}</div>
    </details>
  )
}

type ChangeProps = OfOne & { action: 'keep' | 'method' | 'cancel_at_period_end' | 'cancel_now'; children: ReactNode }

function ChangeForm({ subscription, action, children }: ChangeProps) {
  return (
    <form action={`/api/subscriptions/${subscription.id}`} method="post" className="grid gap-4">
      <input type="hidden" name="action" value={action} />
      {children}
    </form>
  )
}
