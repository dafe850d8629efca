import { ForgetPaying } from '@/components/attempts/forget-paying'
import { ReloadWhenKept } from '@/components/shell/reload-when-kept'
import { Card } from '@/components/ui/card'
import type { ReturnedPaymentDto } from '@/lib/contracts/checkout'
import { ForgetLeaving } from './forget-leaving'
import { PaymentActions } from './payment-actions'
import { PaymentFacts } from './payment-facts'
import { paymentWords, shownState } from './payment-words'
import { ReturnedOutcome } from './returned-outcome'
import { SavedByPaying } from './saved-by-paying'

/** One payment, after the customer came back. It only shows: however often it is opened, nothing happens by it. */
export function PaymentOutcome({ payment }: { payment: ReturnedPaymentDto }) {
  const { id, orderId, lostMethod, mailsTo } = payment
  const state = shownState(payment)
  const { tone, title, text, waits = false, meanwhile } = paymentWords(state, payment)
  const lost = lostMethod ? ' Amazon Pay was removed from your saved methods.' : ''
  const isAnswered = !waits || state === 'needs_customer'
  return (
    <div className="mx-auto max-w-2xl">
      <ReturnedOutcome
        id={id}
        state={state}
        waits={waits}
        told={{ tone, title, text: `${text}${lost}`, actions: <PaymentActions payment={payment} /> }}
        meanwhile={meanwhile && { tone, ...meanwhile, actions: <PaymentActions payment={payment} isMeanwhile /> }}
        later={isAnswered ? null : <p>{laterText(mailsTo)}</p>}
      >
        <div className="grid gap-5 text-base text-ink">
          <SavedByPaying payment={payment} />
          <Card as="section" aria-label="What it was for">
            <PaymentFacts payment={payment} state={state} />
          </Card>
        </div>
      </ReturnedOutcome>
      <ForgetLeaving />
      {isAnswered && <ForgetPaying orderId={orderId} />}
      <ReloadWhenKept />
    </div>
  )
}

function laterText(mailsTo: string | null): string {
  const longer = 'It’s taking longer than usual. We keep checking, and your order will show the result.'
  return mailsTo ? `${longer} If it goes through, we’ll e-mail the receipt to ${mailsTo}.` : longer
}
