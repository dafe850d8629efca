'use client'

import { PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js'
import type { StripeElements } from '@stripe/stripe-js'
import { type FormEvent, useEffect, useState } from 'react'
import { confirmWithElement } from '@/lib/browser/confirm-payment'
import { PayButton } from './pay-button'
import { payLabel, type ToPay } from './pay-words'
import { AMAZON_LATE, CARD_LATE, elementTrouble } from './trouble-words'
import type { Leaving } from './use-leaving'
import type { SaveChoice } from './use-save-choice'

export type ElementFormProps = {
  order: ToPay & { id: string }
  returnUrl: string
  choice: SaveChoice
  leaving: Leaving
  /** Hands out the Elements, so that they can be told of a changed payment. What it gives takes them back. */
  onElements: (elements: StripeElements) => () => void
  onFailure: () => void
}

const OPTIONS = { paymentMethodOrder: ['amazon_pay', 'card'], layout: 'tabs' as const }

/** Pays with what is chosen in the Element. Amazon Pay alone is saved, so choosing anything else takes the opt-in back. */
export function ElementForm({ order, returnUrl, choice, leaving, onElements, onFailure }: ElementFormProps) {
  const stripe = useStripe()
  const elements = useElements()
  const [method, setMethod] = useState('amazon_pay')
  const [isReady, setReady] = useState(false)

  useEffect(() => (elements ? onElements(elements) : undefined), [elements, onElements])

  function chosen(type: string) {
    setMethod(type)
    if (type !== 'amazon_pay' && choice.saves && !choice.isFixed) void choice.change(false, NOT_SAVED)
  }

  async function pay(): Promise<string | null> {
    if (!stripe || !elements) return NOT_READY
    const saves = choice.saves && method === 'amazon_pay'
    const wrong = choice.isFixed || saves === choice.saves ? await choice.pass() : await takeBack()
    if (wrong !== null) return wrong
    const error = await confirmWithElement({ stripe, elements }, { returnUrl, saves }).catch(() => null)
    const { text, again } = elementTrouble(error, method)
    if (again) window.location.replace(`/checkout/${order.id}${again === 'unsure' ? UNSURE : ''}`)
    return text
  }

  async function takeBack(): Promise<string | null> {
    return (await choice.change(false, NOT_SAVED)) ? null : UNCHANGED
  }

  function press(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    void leaving.leave(
      'element',
      pay,
      method === 'amazon_pay' ? { text: AMAZON_LATE } : { text: CARD_LATE, staysBusy: true },
    )
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

const UNSURE = '?problem=payment_provider_unavailable'
const NOT_READY = 'This press charged nothing: this way to pay isn’t ready yet. Please try again.'
const NOT_SAVED = 'Only Amazon Pay can be saved, so the box is no longer ticked.'
const UNCHANGED =
  'This press charged nothing: Amazon Pay alone can be saved, and we couldn’t take back your tick. Please try again.'
