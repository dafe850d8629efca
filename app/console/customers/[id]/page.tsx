import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ChargeDesk } from '@/components/console/charge-desk'
import { MethodList } from '@/components/console/method-list'
import { PaymentTable } from '@/components/console/payment-table'
import { SubscriptionList } from '@/components/console/subscription-list'
import { ProblemNote } from '@/components/shell/problem-note'
import { Definition, DefinitionList } from '@/components/ui/definition-list'
import { Heading } from '@/components/ui/heading'
import { PageHeader } from '@/components/ui/page-header'
import { Reference } from '@/components/ui/reference'
import { Time } from '@/components/ui/time'
import { pageQuery } from '@/lib/contracts/search'
import { idParams } from '@/lib/contracts/setups'
import { requireMerchantOrSignIn } from '@/lib/server/auth/session'
import { businessNow } from '@/lib/server/clock'
import { listPayments } from '@/lib/server/console/list-payments'
import { viewCustomer } from '@/lib/server/console/view-customer'

export const metadata: Metadata = { title: 'Customer' }

export default async function CustomerPage({ params, searchParams }: PageProps<'/console/customers/[id]'>) {
  const { id } = await params
  const viewer = await requireMerchantOrSignIn(`/console/customers/${id}`)
  const { problem } = pageQuery.parse(await searchParams)
  const found = idParams.safeParse({ id }).success ? await viewCustomer(id, viewer) : null
  if (!found) notFound()
  const { customer, currencies, subscriptions } = found
  const [{ payments }, now] = await Promise.all([
    listPayments(viewer, { search: undefined, after: undefined, customerId: id }),
    businessNow(),
  ])
  const connected = customer.methods
    .filter(({ status }) => status !== 'detached')
    .toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault))
  const ended = customer.methods
    .filter(({ status }) => status === 'detached')
    .toSorted((a, b) => (b.detachedAt ?? '').localeCompare(a.detachedAt ?? ''))
  return (
    <>
      <PageHeader
        title={customer.name}
        lead={customer.email ?? 'No e-mail address'}
        back={{ href: '/console', label: 'Customers' }}
      />
      <ProblemNote problem={problem} paying />
      <div className="grid gap-14 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] lg:gap-x-16">
        <div className="grid content-start gap-14">
          <section aria-labelledby="charge" className="grid gap-5">
            <Heading id="charge">Charge</Heading>
            <ChargeDesk
              desk={{ merchantId: viewer.userId, customerId: id }}
              name={customer.name}
              methods={connected}
              hadMethods={ended.length > 0}
              currencies={currencies}
              attemptKey={crypto.randomUUID()}
            />
          </section>
          {payments.length > 0 && (
            <section aria-labelledby="payments" className="grid gap-4">
              <Heading id="payments">Payments</Heading>
              <PaymentTable payments={payments} now={now.toISOString()} ofOne />
            </section>
          )}
        </div>
        <div className="grid content-start gap-14">
          {connected.length > 0 && <MethodList title="Saved methods" methods={connected} />}
          {subscriptions.length > 0 && <SubscriptionList subscriptions={subscriptions} />}
          {ended.length > 0 && <MethodList title="No longer connected" methods={ended} />}
          <section aria-labelledby="references" className="grid gap-4">
            <Heading id="references">For reference</Heading>
            <DefinitionList>
              <Definition term="Customer at Stripe">
                {customer.stripeCustomerId ? <Reference>{customer.stripeCustomerId}</Reference> : 'None yet'}
              </Definition>
              {customer.joined.map(({ id: guestId, stripeCustomerId, joinedAt }) => (
                <Definition key={guestId} term="Guest who joined">
                  <Reference>{stripeCustomerId ?? guestId}</Reference> <Time value={joinedAt} />
                </Definition>
              ))}
              <Definition term="Our record">
                <Reference>{id}</Reference>
              </Definition>
            </DefinitionList>
          </section>
        </div>
      </div>
    </>
  )
}
