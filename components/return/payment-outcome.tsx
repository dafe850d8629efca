import { WaitForPayment } from '@/components/attempts/wait-for-payment'
import { ReloadWhenKept } from '@/components/shell/reload-when-kept'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Outcome } from '@/components/ui/outcome'
import type { ReturnedPaymentDto } from '@/lib/contracts/checkout'
import { ForgetLeaving } from './forget-leaving'
import { PaymentFacts } from './payment-facts'
import { paymentWords, shownState } from './payment-words'
import { SavedByPaying } from './saved-by-paying'

/**
 * One payment, after the customer came back. The words stand in one live region, so a change is read out. It only shows:
 * however often it is opened, nothing happens by it.
 */
export function PaymentOutcome({ payment }: { payment: ReturnedPaymentDto }) {
  const { id, lostMethod, mailsTo } = payment
  const state = shownState(payment)
  const { tone, title, text, waits } = paymentWords(state, payment)
  return (
    <div className="mx-auto max-w-2xl">
      <Outcome tone={tone} title={title} focusTitle actions={<Actions payment={payment} />}>
        <p role="status">
          {text}
          {lostMethod && ' Amazon Pay was removed from your saved methods.'}
        </p>
        {waits && <WaitForPayment id={id} state={state} later={laterText(mailsTo)} />}
        <div className="mt-3 grid gap-5 text-base text-ink">
          <SavedByPaying payment={payment} />
          <Card as="section" aria-label="What it was for">
            <PaymentFacts payment={payment} state={state} />
          </Card>
        </div>
      </Outcome>
      <ForgetLeaving />
      <ReloadWhenKept />
    </div>
  )
}

function Actions({ payment }: { payment: ReturnedPaymentDto }) {
  const { orderId, continueUrl } = payment
  const state = shownState(payment)
  const { next } = paymentWords(state, payment)
  const isPaid = state === 'paid' || state === 'authorized'
  return (
    <>
      {next === 'amazon' && continueUrl && (
        <ButtonLink href={continueUrl} prefetch={false}>
          Continue at Amazon
        </ButtonLink>
      )}
      {next === 'amazon' && (
        <ButtonLink href={`/checkout/${orderId}`} prefetch={false} variant="secondary">
          Pay another way
        </ButtonLink>
      )}
      {next === 'pay' && (
        <ButtonLink href={`/checkout/${orderId}`} prefetch={false}>
          Try again
        </ButtonLink>
      )}
      <ButtonLink href={`/orders/${orderId}`} variant={next === 'read' && isPaid ? 'primary' : 'secondary'}>
        {state === 'paid' ? 'See your receipt' : 'See your order'}
      </ButtonLink>
      {next === 'read' && (
        <ButtonLink href="/" variant="secondary">
          Back to the shop
        </ButtonLink>
      )}
    </>
  )
}

function laterText(mailsTo: string | null): string {
  const longer = 'It’s taking longer than usual. We keep checking, and your order will show the result.'
  return mailsTo ? `${longer} If it goes through, we’ll e-mail the receipt to ${mailsTo}.` : longer
}
