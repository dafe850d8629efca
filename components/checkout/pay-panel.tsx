'use client'

import type { StripeElements } from '@stripe/stripe-js'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { Card } from '@/components/ui/card'
import { Heading } from '@/components/ui/heading'
import { useHydrated } from '@/components/ui/use-hydrated'
import type { Notice } from '@/components/wallet/mandate-notice'
import type { MethodLabel } from '@/lib/contracts/payment-methods'
import { AmazonForm } from './amazon-form'
import { ExpressSection } from './express-section'
import type { ToPay } from './pay-words'
import { ElementSkeleton, PaymentElementSection } from './payment-element'
import { AnotherPayment } from './another-payment'
import { SaveOptIn } from './save-opt-in'
import { SavedMethods } from './saved-methods'
import { useLeaving } from './use-leaving'
import { useSaveChoice } from './use-save-choice'
import { useStripeJs } from './use-stripe-js'

type Props = {
  order: ToPay & { id: string }
  payment: { clientSecret: string; returnUrl: string; saves: boolean; onlyAmazonPay: boolean }
  methods: (MethodLabel & { id: string })[]
  notice: Notice | null
  merchant: string
  publishableKey: string
  /** Made by the server for this rendering: pressing twice is one payment. */
  attemptKey: string
  /** Under the Element. */
  children?: ReactNode
}

/** Every way to pay one order. They share one payment, one choice about saving, and only one of them runs at a time. */
export function PayPanel({ order, payment, methods, notice, merchant, publishableKey, attemptKey, children }: Props) {
  const loaded = useStripeJs(publishableKey)
  const leaving = useLeaving()
  const elements = useRef(new Set<StripeElements>())
  const keepElements = useCallback((kept: StripeElements) => {
    const all = elements.current
    all.add(kept)
    return () => void all.delete(kept)
  }, [])
  const choice = useSaveChoice({
    orderId: order.id,
    clientSecret: payment.clientSecret,
    noticeId: notice?.id,
    initially: payment.saves,
    fetchUpdates: async () => {
      const answers = await Promise.all([...elements.current].map((each) => each.fetchUpdates()))
      return answers.every(({ error }) => !error)
    },
  })
  const [showsOthers, setShowsOthers] = useState(methods.length === 0 || payment.saves)
  const hydrated = useHydrated()
  const element = { loaded, clientSecret: payment.clientSecret, returnUrl: payment.returnUrl, onElements: keepElements }
  const others = (
    <div className="relative grid gap-6">
      {hydrated && showsOthers && <ExpressSection {...element} order={order} choice={choice} leaving={leaving} />}
      <Card as="section" aria-labelledby="pay-at-amazon">
        <div className="grid gap-5">
          <Heading id="pay-at-amazon">Amazon Pay</Heading>
          <AmazonForm
            order={order}
            payment={payment}
            publishableKey={publishableKey}
            choice={choice}
            withoutStripeJs={loaded.hasFailed}
            leaving={leaving}
            attemptKey={`${attemptKey}.amazon`}
          >
            {choice.isFixed && <p>What you pay with is kept for your subscription, as you agreed.</p>}
            {notice && <SaveOptIn notice={notice} merchant={merchant} choice={choice} isLocked={leaving.at !== null} />}
          </AmazonForm>
        </div>
      </Card>
      <div className="noscript:hidden">
        <Card as="section" aria-labelledby="pay-here">
          <div className="grid gap-5">
            <Heading id="pay-here">More ways to pay</Heading>
            {payment.onlyAmazonPay ? (
              <AnotherPayment orderId={order.id} />
            ) : hydrated && showsOthers ? (
              <PaymentElementSection {...element} order={order} choice={choice} leaving={leaving} />
            ) : (
              <ElementSkeleton />
            )}
            {!payment.onlyAmazonPay && children}
          </div>
        </Card>
      </div>
    </div>
  )
  if (methods.length === 0) return others
  return (
    <SavedMethods
      methods={methods}
      order={order}
      leaving={leaving}
      attemptKey={attemptKey}
      isOpen={showsOthers}
      onOpen={setShowsOthers}
    >
      {others}
    </SavedMethods>
  )
}
