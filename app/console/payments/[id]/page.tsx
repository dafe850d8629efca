import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DisputeList } from '@/components/console/dispute-list'
import { PaymentCommands } from '@/components/console/payment-commands'
import { PaymentFacts, PaymentReferences } from '@/components/console/payment-facts'
import { PaymentState } from '@/components/console/payment-state'
import { PaymentTimeline } from '@/components/console/payment-timeline'
import { RecoveryPanel } from '@/components/console/recovery-panel'
import { RefundList } from '@/components/console/refund-list'
import { ProblemNote } from '@/components/shell/problem-note'
import { Heading } from '@/components/ui/heading'
import { PageHeader } from '@/components/ui/page-header'
import { pageQuery } from '@/lib/contracts/search'
import { idParams } from '@/lib/contracts/setups'
import { formatMoney } from '@/lib/domain/money'
import { requireMerchantOrSignIn } from '@/lib/server/auth/session'
import { businessNow } from '@/lib/server/clock'
import { viewPayment } from '@/lib/server/console/view-payment'

export const metadata: Metadata = { title: 'Payment' }

export default async function PaymentPage({ params, searchParams }: PageProps<'/console/payments/[id]'>) {
  const { id } = await params
  const viewer = await requireMerchantOrSignIn(`/console/payments/${id}`)
  const { problem } = pageQuery.parse(await searchParams)
  const payment = idParams.safeParse({ id }).success ? await viewPayment(id, viewer) : null
  if (!payment) notFound()
  const now = (await businessNow()).toISOString()
  return (
    <>
      <PageHeader
        title={`${formatMoney(payment)}, ${payment.customer.name}`}
        lead={<span className="wrap-anywhere">{payment.description}</span>}
        back={{ href: '/console/payments', label: 'Payments' }}
      />
      <ProblemNote problem={problem} paying />
      <div className="grid gap-12 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] lg:gap-x-16">
        <div className="grid gap-6 lg:col-span-2">
          <PaymentState payment={payment} now={now} />
          <RecoveryPanel payment={payment} />
          <PaymentCommands
            desk={{ merchantId: viewer.userId, paymentId: id }}
            payment={payment}
            now={now}
            attemptKey={crypto.randomUUID()}
          />
        </div>
        <div className="grid content-start gap-12">
          {payment.disputes.length > 0 && (
            <section aria-labelledby="disputes" className="grid gap-4">
              <Heading id="disputes">Disputes</Heading>
              <DisputeList disputes={payment.disputes} now={now} />
            </section>
          )}
          {payment.refunds.length > 0 && (
            <section aria-labelledby="refunds" className="grid gap-4">
              <Heading id="refunds">Refunds</Heading>
              <RefundList refunds={payment.refunds} />
            </section>
          )}
          <section aria-labelledby="facts" className="grid gap-4">
            <Heading id="facts">The payment</Heading>
            <PaymentFacts payment={payment} />
          </section>
          <section aria-labelledby="references" className="grid gap-4">
            <Heading id="references">For reference</Heading>
            <PaymentReferences payment={payment} />
          </section>
        </div>
        <section aria-labelledby="timeline" className="grid content-start gap-5">
          <Heading id="timeline">Timeline</Heading>
          <PaymentTimeline timeline={payment.timeline} currency={payment.currency} />
        </section>
      </div>
    </>
  )
}
