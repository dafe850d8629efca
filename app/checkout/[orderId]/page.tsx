import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ForgetPaying } from '@/components/attempts/forget-paying'
import { CheckoutBody } from '@/components/checkout/checkout-body'
import { OrderCard } from '@/components/checkout/order-card'
import { checkoutNotes, hasAnswer, isDone } from '@/components/checkout/pay-words'
import { Reassurance } from '@/components/checkout/reassurance'
import { ProblemNote } from '@/components/shell/problem-note'
import { ReloadWhenKept } from '@/components/shell/reload-when-kept'
import { Alert } from '@/components/ui/alert'
import { PageHeader } from '@/components/ui/page-header'
import { StripeJsScript } from '@/components/wallet/stripe-js-script'
import { pageQuery } from '@/lib/contracts/search'
import { idParams } from '@/lib/contracts/setups'
import { requirePayerOrSignIn } from '@/lib/server/auth/payer'
import { shellProps } from '@/lib/server/auth/shell'
import { viewCheckout } from '@/lib/server/checkout/view-checkout'
import { stripeBrowserSettings } from '@/lib/server/stripe/browser-settings'

export const metadata: Metadata = { title: 'Checkout' }

/** Where an order is paid. Opening it starts nothing: a POST makes the payment, and this page shows how that stands. */
export default async function CheckoutPage({ params, searchParams }: PageProps<'/checkout/[orderId]'>) {
  const { orderId } = await params
  const { problem } = pageQuery.parse(await searchParams)
  const payer = await requirePayerOrSignIn(orderId, `/checkout/${orderId}`)
  const checkout = idParams.safeParse({ id: orderId }).success ? await viewCheckout(orderId, payer) : null
  if (!checkout) notFound()
  const { order, payment } = checkout
  if (payment && isDone(payment.state)) redirect(`/return/${payment.id}`)
  if (order.state === 'released') redirect(`/orders/${order.id}`)
  const [{ merchant, testMode }, { publishableKey, scriptUrl, nonce }] = await Promise.all([
    shellProps(),
    stripeBrowserSettings(),
  ])
  const notes = checkoutNotes(problem, checkout)
  const note = notes.lastTry
  return (
    <div>
      <ReloadWhenKept />
      <StripeJsScript src={scriptUrl} nonce={nonce} />
      <PageHeader
        title="Checkout"
        {...(!checkout.byLink && { back: { href: `/orders/${order.id}`, label: 'Your order' } })}
      />
      <ProblemNote problem={notes.problem} paying />
      {payment && hasAnswer(payment.state) && <ForgetPaying orderId={order.id} />}
      {note && (
        <div className="mb-8">
          <Alert tone={note.tone} title={note.title}>
            {note.text}
          </Alert>
        </div>
      )}
      <div className="grid gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]">
        <div className="lg:col-start-2">
          <OrderCard order={order} isSubscription={checkout.isSubscription} />
        </div>
        <div className="lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <CheckoutBody
            checkout={checkout}
            canSignIn={payer.customer === null}
            merchant={merchant}
            publishableKey={publishableKey}
            testMode={testMode}
            attemptKey={crypto.randomUUID()}
          />
        </div>
        <div className="lg:col-start-2">
          <Reassurance merchant={merchant} />
        </div>
      </div>
    </div>
  )
}
