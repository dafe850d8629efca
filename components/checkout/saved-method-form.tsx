'use client'

import { type FormEvent, useRef } from 'react'
import { isDefinite, keyFor } from '@/lib/browser/attempt-key'
import { forgetPaying, payingPlace, paySaved } from '@/lib/browser/pay-saved'
import type { MethodLabel } from '@/lib/contracts/payment-methods'
import { PayButton } from './pay-button'
import { savedLabel, type ToPay } from './pay-words'
import type { Leaving } from './use-leaving'

type Props = {
  orderId: string
  toPay: ToPay
  method: MethodLabel & { id: string }
  leaving: Leaving
  /** Made by the server for this rendering. */
  attemptKey: string
  isFirst: boolean
}

/** Pays with a saved method in one press. Before its script has loaded, and without scripts, the browser sends the form. */
export function SavedMethodForm({ orderId, toPay, method, leaving, attemptKey, isFirst }: Props) {
  const handedOut = useRef(0)

  // The key that came with the page first: a press before this script had loaded has sent that one.
  function freshKey(): string {
    handedOut.current += 1
    return handedOut.current === 1 ? attemptKey : `${attemptKey}.${handedOut.current}`
  }

  async function pay(): Promise<string | null> {
    const idempotencyKey = keyFor(payingPlace(orderId), { paymentMethodId: method.id }, freshKey)
    try {
      const { next, isKnown } = await paySaved({ orderId, paymentMethodId: method.id, idempotencyKey })
      if (isKnown) forgetPaying(orderId)
      window.location.assign(next)
      return null
    } catch (error) {
      if (!isDefinite(error)) return UNSURE
      forgetPaying(orderId)
      // The page shows something that is no longer so: the server says what is.
      window.location.replace(`/checkout/${orderId}?problem=${error.code}`)
      return null
    }
  }

  function press(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    void leaving.leave(`saved:${method.id}`, pay, { text: UNSURE })
  }

  return (
    <form action={`/api/orders/${orderId}/pay`} method="post" onSubmit={press}>
      <input type="hidden" name="paymentMethodId" value={method.id} />
      <input type="hidden" name="attemptKey" value={attemptKey} />
      <PayButton
        way={`saved:${method.id}`}
        leaving={leaving}
        label={savedLabel(toPay, method)}
        busyLabel="Paying…"
        {...(!isFirst && { variant: 'secondary' as const })}
      />
    </form>
  )
}

const UNSURE =
  'We’re not sure yet whether this went through. Don’t pay another way: press again, which asks about this same payment and never makes a second one.'
