'use client'

import { PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js'
import type { StripeElements, StripeError } from '@stripe/stripe-js'
import { type FormEvent, useEffect, useState } from 'react'
import { confirmWithElement } from '@/lib/browser/confirm-payment'
import { PayButton } from './pay-button'
import { payLabel, type ToPay } from './pay-words'
import type { Leaving } from './use-leaving'
import type { SaveChoice } from './use-save-choice'

export type ElementFormProps = {
  order: ToPay & { id: string }
  returnUrl: string
  choice: SaveChoice
  leaving: Leaving
  /** Hands out the Elements, so that they can be told of a changed payment; null when they are gone. */
  onElements: (elements: StripeElements | null) => void
  onFailure: () => void
}

const OPTIONS = { paymentMethodOrder: ['amazon_pay', 'card'], layout: 'tabs' as const }

/** Pays with what is chosen in the Element. Amazon Pay alone is saved, so choosing anything else takes the opt-in back. */
export function ElementForm({ order, returnUrl, choice, leaving, onElements, onFailure }: ElementFormProps) {
  const stripe = useStripe()
  const elements = useElements()
  const [method, setMethod] = useState('amazon_pay')
  const [isReady, setReady] = useState(false)

  useEffect(() => {
    onElements(elements)
    return () => onElements(null)
  }, [elements, onElements])

  function chosen(type: string) {
    setMethod(type)
    if (type !== 'amazon_pay' && choice.saves) void choice.change(false, NOT_SAVED)
  }

  async function pay(): Promise<string | null> {
    if (!stripe || !elements) return 'Nothing was charged. This way to pay isn’t ready yet. Please try again.'
    const saves = choice.saves && method === 'amazon_pay'
    if (choice.saves && !saves && !(await choice.change(false, NOT_SAVED))) return UNCHANGED
    const error = await confirmWithElement({ stripe, elements }, { returnUrl, saves }).catch(() => null)
    if (error && hasEnded(error)) window.location.replace(`/checkout/${order.id}`)
    return sentenceFor(error, method)
  }

  function press(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    void leaving.leave('element', pay)
  }

  return (
    <form onSubmit={press} className="grid gap-5">
      <div className="min-h-28">
        <PaymentElement
          options={OPTIONS}
          onReady={() => setReady(true)}
          onChange={({ value }) => chosen(value.type)}
          onLoadError={onFailure}
        />
      </div>
      <PayButton
        way="element"
        leaving={leaving}
        label={payLabel(order)}
        busyLabel={method === 'amazon_pay' ? 'Opening Amazon…' : 'Paying…'}
        blocked={choice.isChanging || !isReady}
        variant="secondary"
      />
    </form>
  )
}

const NOT_SAVED = 'Only Amazon Pay can be saved, so the box is no longer ticked.'
const UNCHANGED =
  'Nothing was charged. Amazon Pay alone can be saved, and we couldn’t take back your tick. Please try again.'

// Null is no answer at all.
function sentenceFor(error: StripeError | null, method: string): string {
  if (error === null || error.type === 'api_connection_error')
    return 'We couldn’t reach our payment provider. Press again: it stays the same payment, so you can’t pay twice.'
  if (error.type === 'validation_error') return 'Nothing was charged. Please check what you entered above.'
  // Stripe writes these for customers, and only a card has any; a wallet's would speak of cards.
  if (error.type === 'card_error' && method === 'card') return `Nothing was charged. ${error.message ?? ''}`.trim()
  return 'Nothing was charged. The payment couldn’t be started. You can try again or use another method.'
}

// Paid, cancelled or reserved meanwhile, for instance in another tab: the server says what is so.
function hasEnded({ code, payment_intent: intent }: StripeError): boolean {
  return (
    code === 'payment_intent_unexpected_state' || (intent !== undefined && intent.status !== 'requires_payment_method')
  )
}
