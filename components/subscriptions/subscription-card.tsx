import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import type { SubscriptionDto } from '@/lib/contracts/subscriptions'
import { InvoiceList } from './invoice-list'
import { priceOf } from './plan-words'
import { SubscriptionChanges } from './subscription-changes'
import { isOver, subscriptionWords } from './subscription-words'

type Props = { subscription: SubscriptionDto; methods: { id: string; name: string }[] }

/** One subscription: how it stands, what it is paid with, what can be done with it, and what was billed. */
export function SubscriptionCard({ subscription, methods }: Props) {
  const { id, name, method, payOrderId, isChanging, invoices } = subscription
  const { tone, word, text } = subscriptionWords(subscription)
  return (
    <Card as="li" aria-labelledby={`subscription-${id}`}>
      <div className="grid gap-4">
        <div className="grid gap-1.5">
          <h3 id={`subscription-${id}`} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-heading">
            {name} <Badge tone={tone}>{word}</Badge>
          </h3>
          <p className="text-muted figures">{priceOf(subscription)}</p>
          <p>{text}</p>
          {!isOver(subscription) && <p className="wrap-anywhere text-muted">{paidWith(subscription, method)}</p>}
          {isChanging && <p className="font-medium">Your change is on its way…</p>}
        </div>
        {payOrderId && (
          <div>
            <ButtonLink href={`/checkout/${payOrderId}`}>
              Pay it now<span className="sr-only">: {name}</span>
            </ButtonLink>
          </div>
        )}
        <SubscriptionChanges subscription={subscription} methods={methods} />
        {invoices.length > 0 && <InvoiceList invoices={invoices} name={name} />}
      </div>
    </Card>
  )
}

function paidWith({ state }: SubscriptionDto, method: SubscriptionDto['method']): string {
  if (method) return `Paid with ${method.name}.`
  return state === 'incomplete' || state === 'starting'
    ? 'What you pay with first is what it goes on with.'
    : 'There is nothing saved that it could be paid with.'
}
