'use client'

import { type FormEvent, type ReactNode, useState } from 'react'
import { confirmWithAmazonPay } from '@/lib/browser/confirm-payment'
import { PayButton } from './pay-button'
import { amazonLabel, payLabel, type ToPay } from './pay-words'
import { AMAZON_LATE, hasChanged, OUT_OF_DATE } from './trouble-words'
import type { Leaving } from './use-leaving'
import type { SaveChoice } from './use-save-choice'

type Props = {
  order: ToPay & { id: string }
  payment: { clientSecret: string; returnUrl: string }
  publishableKey: string
  /** Whether Amazon Pay is saved by it. */
  choice: SaveChoice
  /** Stripe.js could not be loaded: the browser sends the form, and our server goes on from there. */
  withoutStripeJs: boolean
  leaving: Leaving
  attemptKey: string
  /** The opt-in; its fields are part of the form. */
  children?: ReactNode
}

/** Goes to Amazon to approve, by Stripe.js where that works and by a plain form where it does not. */
export function AmazonForm({ order, payment, publishableKey, choice, leaving, children, ...form }: Props) {
  const [failed, setFailed] = useState(false)
  const isPlain = form.withoutStripeJs || failed

  async function confirm(): Promise<string | null> {
    const wrong = await choice.pass()
    if (wrong !== null) return wrong
    const answer = await confirmWithAmazonPay({ ...payment, publishableKey, saves: choice.saves }).catch(() => null)
    if (answer === null || answer.type === 'api_connection_error') {
      setFailed(true)
      return 'Nothing was charged. Amazon couldn’t be opened from this page. Press again to go there another way.'
    }
    // What Stripe refuses has changed under this page, for instance in another tab: the server says what is so.
    if (hasChanged(answer)) {
      window.location.replace(`/checkout/${order.id}`)
      return OUT_OF_DATE
    }
    return 'Nothing was charged. Amazon Pay couldn’t be opened. You can try again or use another method.'
  }

  function press(event: FormEvent<HTMLFormElement>) {
    if (!isPlain || leaving.at) event.preventDefault()
    void leaving.leave('amazon', isPlain ? stay : confirm, { text: AMAZON_LATE })
  }

  return (
    <form action={`/api/orders/${order.id}/pay`} method="post" onSubmit={press} className="grid gap-6">
      <input type="hidden" name="attemptKey" value={form.attemptKey} />
      {children}
      <div className="grid gap-3">
        <PayButton
          way="amazon"
          leaving={leaving}
          label={isPlain ? `Continue to Amazon: ${payLabel(order)}` : amazonLabel(order)}
          busyLabel="Opening Amazon…"
          blocked={choice.isChanging}
          describedBy="what-happens-next"
        />
        {form.withoutStripeJs && (
          <p role="status" className="text-sm">
            Part of this page couldn’t be loaded, so we take you to Amazon ourselves. Paying works all the same.
          </p>
        )}
        <p id="what-happens-next" className="text-sm text-muted">
          You’ll go to Amazon to approve, then come back here. You have 10 minutes to approve.
          {order.isHold && ' The amount is reserved then, and charged later.'}
        </p>
      </div>
    </form>
  )
}

// The browser is sending the form.
async function stay(): Promise<null> {
  return null
}
