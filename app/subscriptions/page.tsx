import type { Metadata } from 'next'
import { LookAgain } from '@/components/attempts/look-again'
import { ToPay } from '@/components/recovery/to-pay'
import { ProblemNote } from '@/components/shell/problem-note'
import { ReloadWhenKept } from '@/components/shell/reload-when-kept'
import { PlanCard, type Subscribing } from '@/components/subscriptions/plan-card'
import { SubscriptionCard } from '@/components/subscriptions/subscription-card'
import { isOver } from '@/components/subscriptions/subscription-words'
import { EmptyState } from '@/components/ui/empty-state'
import { Heading } from '@/components/ui/heading'
import { PageHeader } from '@/components/ui/page-header'
import { pageQuery } from '@/lib/contracts/search'
import { currentViewer, customerOf, type SignedInCustomer } from '@/lib/server/auth/session'
import { shellProps } from '@/lib/server/auth/shell'
import { businessNow } from '@/lib/server/clock'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { listToPay } from '@/lib/server/recovery/list-to-pay'
import { listChargeable } from '@/lib/server/subscriptions/list-chargeable'
import { listPlans } from '@/lib/server/subscriptions/list-plans'
import { listSubscriptions } from '@/lib/server/subscriptions/list-subscriptions'

export const metadata: Metadata = { title: 'Subscriptions' }

export default async function SubscriptionsPage({ searchParams }: PageProps<'/subscriptions'>) {
  const { problem } = pageQuery.parse(await searchParams)
  const [viewer, { merchant }, now] = await Promise.all([currentViewer(), shellProps(), businessNow()])
  const customer = viewer?.role === 'customer' ? await customerOf(viewer) : null
  const [plans, { subscriptions, toPay, ...own }] = await Promise.all([
    listPlans(customer?.id ?? null),
    customer ? ownOf(customer) : NOTHING,
  ])
  const subscribing = own.notice && { ...own, notice: own.notice, merchant, attemptKey: crypto.randomUUID() }
  const isWaiting = subscriptions.some(({ state, isChanging }) => state === 'starting' || isChanging)
  return (
    <div className="mx-auto max-w-3xl">
      <ReloadWhenKept />
      <PageHeader title="Subscriptions" lead="What is charged again and again, when next, and how to end it." />
      <ProblemNote problem={problem} paying />
      <ToPay charges={toPay} />
      {isWaiting && <LookAgain />}
      <div className="grid gap-14">
        {subscriptions.length > 0 && (
          <section aria-labelledby="yours" className="grid gap-4">
            <Heading id="yours">Yours</Heading>
            <ul aria-labelledby="yours" className="grid gap-4">
              {subscriptions.map((subscription) => (
                <SubscriptionCard key={subscription.id} subscription={subscription} methods={own.methods} />
              ))}
            </ul>
          </section>
        )}
        <section aria-labelledby="plans" className="grid gap-4">
          <Heading id="plans">Plans</Heading>
          {plans.length === 0 && <EmptyState title="No plans at the moment">Look again another time.</EmptyState>}
          <ul aria-labelledby="plans" className="grid gap-4">
            {plans.map((plan) => (
              <PlanCard
                key={plan.id}
                plan={plan}
                now={now}
                isMine={subscriptions.some((one) => one.planId === plan.id && !isOver(one))}
                subscribing={subscribing}
                isGuest={viewer === null}
              />
            ))}
          </ul>
        </section>
      </div>
    </div>
  )
}

type Own = Pick<Subscribing, 'methods'> & {
  subscriptions: Awaited<ReturnType<typeof listSubscriptions>>
  toPay: Awaited<ReturnType<typeof listToPay>>
  notice: Subscribing['notice'] | null
}

const NOTHING: Own = { subscriptions: [], toPay: [], methods: [], notice: null }

async function ownOf({ id }: SignedInCustomer): Promise<Own> {
  const [subscriptions, toPay, methods, notice] = await Promise.all([
    listSubscriptions(id),
    listToPay(id),
    listChargeable(id),
    currentNotice('any_method'),
  ])
  // What is over comes last.
  const sorted = subscriptions.toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)))
  return { subscriptions: sorted, toPay, methods, notice }
}
