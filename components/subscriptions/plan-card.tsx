import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { MandateNotice, type Notice } from '@/components/wallet/mandate-notice'
import type { PlanDto } from '@/lib/contracts/subscriptions'
import { chargesOf, priceOf } from './plan-words'

/** What somebody can subscribe with. Null for whoever can't: a guest is asked to sign in, the merchant's people are not. */
export type Subscribing = {
  /** Saved methods that may be charged while their owner is away, the default first. */
  methods: { id: string; name: string }[]
  notice: Notice
  merchant: string
  /** Made by the server for this rendering: pressing twice is one subscription. */
  attemptKey: string
}

type Props = { plan: PlanDto; now: Date; isMine: boolean; subscribing: Subscribing | null; isGuest: boolean }

/** One plan, what it costs and when, and the ways to begin it. Plain forms, with and without scripts. */
export function PlanCard({ plan, now, isMine, subscribing, isGuest }: Props) {
  const { id, name, description, trialDays } = plan
  return (
    <Card as="li">
      <div className="grid gap-4">
        <div className="grid gap-1.5">
          <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-heading">
            {name} {trialDays !== null && <Badge>{`${trialDays} days free`}</Badge>}
          </h3>
          <p className="text-lead font-semibold figures">{priceOf(plan)}</p>
          <p className="text-muted">{description}</p>
        </div>
        {isMine ? (
          <p className="font-medium">You have this subscription.</p>
        ) : (
          <>
            <p id={`charges-${id}`}>{chargesOf(plan, now)}</p>
            {subscribing && <Ways plan={plan} {...subscribing} />}
            {isGuest && (
              <div>
                <ButtonLink href="/sign-in?next=/subscriptions">Sign in to subscribe</ButtonLink>
              </div>
            )}
          </>
        )}
      </div>
    </Card>
  )
}

function Ways({ plan, methods, ...other }: Subscribing & { plan: PlanDto }) {
  const { trialDays } = plan
  if (methods.length > 0)
    return (
      <>
        <SavedForm plan={plan} methods={methods} attemptKey={other.attemptKey} />
        {trialDays === null && (
          <details className="group">
            <summary className="inline-flex min-h-11 cursor-pointer list-none items-center gap-2 text-link [&::-webkit-details-marker]:hidden">
              <ChevronDown aria-hidden className="size-4 transition-transform group-open:rotate-180" />
              Pay another way<span className="sr-only">: {plan.name}</span>
            </summary>
            <div className="mt-4">
              <PayFirstForm plan={plan} {...other} />
            </div>
          </details>
        )}
      </>
    )
  if (trialDays === null) return <PayFirstForm plan={plan} {...other} />
  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-muted">
        A trial begins with a saved method that may be charged while you’re away. Nothing is charged when you save it.
      </p>
      <ButtonLink href="/wallet/add">Save Amazon Pay first</ButtonLink>
    </div>
  )
}

type SavedProps = Pick<Subscribing, 'methods' | 'attemptKey'> & { plan: PlanDto }

function SavedForm({ plan, methods, attemptKey }: SavedProps) {
  return (
    <PlanForm plan={plan} attemptKey={`${attemptKey}.saved`}>
      <Select
        label="Paid with"
        name="paymentMethodId"
        options={methods.map(({ id: value, name: label }) => ({ value, label }))}
      />
      <SubmitButton size="large" block busyLabel={plan.trialDays === null ? 'Paying…' : 'Starting…'}>
        {plan.trialDays === null ? `Subscribe for ${priceOf(plan)}` : 'Start the free trial'}
        <span className="sr-only">: {plan.name}</span>
      </SubmitButton>
    </PlanForm>
  )
}

function PayFirstForm({ plan, notice, merchant, attemptKey }: Omit<Subscribing, 'methods'> & { plan: PlanDto }) {
  return (
    <PlanForm plan={plan} attemptKey={`${attemptKey}.first`}>
      <input type="hidden" name="noticeId" value={notice.id} />
      <MandateNotice id={`notice-${plan.id}`} text={notice.text} merchant={merchant} />
      <Checkbox name="agreed" value="true" required hint={`Needed here: a plan is charged every ${plan.interval}.`}>
        {notice.optInText}
      </Checkbox>
      <SubmitButton size="large" block busyLabel="One moment…">
        Continue to payment<span className="sr-only">: {plan.name}</span>
      </SubmitButton>
      <p className="text-sm text-muted">
        Nothing is charged yet. On the next page you pay with Amazon Pay or by card, and what you pay with is saved.
      </p>
    </PlanForm>
  )
}

function PlanForm({ plan, attemptKey, children }: { plan: PlanDto; attemptKey: string; children: ReactNode }) {
  return (
    <form
      action="/api/subscriptions"
      method="post"
      aria-label={`Subscribe to ${plan.name}`}
      aria-describedby={`charges-${plan.id}`}
      className="grid gap-4"
    >
      <input type="hidden" name="productId" value={plan.id} />
      {/* What is read here is what is agreed to: a page that is out of date begins nothing. */}
      <input type="hidden" name="amount" value={plan.amount} />
      <input type="hidden" name="trialDays" value={plan.trialDays ?? ''} />
      <input type="hidden" name="attemptKey" value={`${attemptKey}.${plan.id}`} />
      {children}
    </form>
  )
}
