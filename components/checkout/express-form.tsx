'use client'

import { ExpressCheckoutElement, useElements, useStripe } from '@stripe/react-stripe-js'
import type {
  StripeElements,
  StripeExpressCheckoutElementClickEvent,
  StripeExpressCheckoutElementConfirmEvent,
  StripeExpressCheckoutElementReadyEvent,
} from '@stripe/stripe-js'
import { useEffect, useState } from 'react'
import { Card } from '@/components/ui/card'
import { cx } from '@/components/ui/cx'
import { Heading } from '@/components/ui/heading'
import { confirmWithElement } from '@/lib/browser/confirm-payment'
import { PayNotes } from './pay-notes'
import { payLabel, type ToPay } from './pay-words'
import { elementTrouble, EXPRESS_LATE } from './trouble-words'
import type { Leaving } from './use-leaving'
import type { SaveChoice } from './use-save-choice'
import { useWhenReleased } from './use-when-released'

export type ExpressFormProps = {
  order: ToPay & { id: string }
  returnUrl: string
  choice: SaveChoice
  leaving: Leaving
  /** Hands out the Elements, so that they can be told of a changed payment. What it gives takes them back. */
  onElements: (elements: StripeElements) => () => void
  onAbsent: () => void
}

// Other wallets are neither asked for nor tested here.
const OPTIONS = {
  buttonHeight: 48,
  paymentMethods: {
    amazonPay: 'auto',
    applePay: 'never',
    googlePay: 'never',
    klarna: 'never',
    link: 'never',
    paypal: 'never',
  },
} as const

/** Pays with Stripe's Amazon Pay button: the same payment, and the same choice about saving, as everything below it. */
export function ExpressForm({ order, returnUrl, choice, leaving, onElements, onAbsent }: ExpressFormProps) {
  const stripe = useStripe()
  const elements = useElements()
  const [isOffered, setOffered] = useState(false)
  const whenReleased = useWhenReleased()

  useEffect(() => (elements ? onElements(elements) : undefined), [elements, onElements])

  function ready({ availablePaymentMethods: available }: StripeExpressCheckoutElementReadyEvent) {
    // Everything below it moves down.
    if (available?.amazonPay) whenReleased(() => setOffered(true))
    else onAbsent()
  }

  // Stripe wants to know within a second whether Amazon may be opened.
  function press({ resolve, reject }: StripeExpressCheckoutElementClickEvent) {
    if (leaving.at || choice.isChanging) reject()
    else resolve()
  }

  async function pay(): Promise<string | null> {
    if (!stripe || !elements) return NOT_READY
    const wrong = await choice.pass()
    if (wrong !== null) return wrong
    const error = await confirmWithElement({ stripe, elements }, { returnUrl, saves: choice.saves }).catch(() => null)
    const { text, again } = elementTrouble(error, 'amazon_pay')
    if (again) window.location.replace(`/checkout/${order.id}${again === 'unsure' ? UNSURE : ''}`)
    return text
  }

  function confirm({ paymentFailed }: StripeExpressCheckoutElementConfirmEvent) {
    if (leaving.at) return paymentFailed()
    const go = async () => {
      const text = await pay()
      if (text !== null) paymentFailed()
      return text
    }
    void leaving.leave('express', go, { text: EXPRESS_LATE, staysBusy: true })
  }

  return (
    <div className={cx('grid gap-6', !isOffered && 'invisible absolute h-0 w-full overflow-hidden')}>
      <Card as="section" aria-labelledby="pay-express">
        <div className="grid gap-5">
          <Heading id="pay-express">Express checkout</Heading>
          <p id="express-next">
            {payLabel(order)} in one press. You’ll go to Amazon to approve, then come back here.
            {order.isHold && ' The amount is reserved then, and charged later.'}
          </p>
          <div className="min-h-12">
            <ExpressCheckoutElement
              options={OPTIONS}
              onReady={ready}
              onClick={press}
              onConfirm={confirm}
              onLoadError={onAbsent}
            />
          </div>
          <p className="text-sm text-muted empty:hidden">{savingWords(choice)}</p>
          {leaving.at === 'express' && <p role="status">Opening Amazon…</p>}
          <PayNotes way="express" leaving={leaving} />
        </div>
      </Card>
      <p className="text-center text-muted">or pay another way</p>
    </div>
  )
}

function savingWords({ saves, isFixed }: SaveChoice): string | null {
  if (isFixed) return 'Amazon Pay is then kept for your subscription, as you agreed.'
  return saves ? 'Amazon Pay is saved by it too, as you ticked below.' : null
}

const UNSURE = '?problem=payment_provider_unavailable'
const NOT_READY = 'This press charged nothing: this way to pay isn’t ready yet. Please try again.'
