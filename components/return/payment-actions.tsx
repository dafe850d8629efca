import { ButtonLink } from '@/components/ui/button'
import type { ReturnedPaymentDto } from '@/lib/contracts/checkout'
import { paymentWords, shownState } from './payment-words'

type Props = {
  payment: ReturnedPaymentDto
  /** It is still being asked about, so nothing is offered that would give it up. */
  isMeanwhile?: boolean
}

/** What can be done about a payment that the customer came back from. */
export function PaymentActions({ payment, isMeanwhile = false }: Props) {
  const { orderId, continueUrl, isSubscription } = payment
  const state = shownState(payment)
  const { next } = paymentWords(state, payment)
  const isPaid = state === 'paid' || state === 'authorized'
  return (
    <>
      {next === 'amazon' && continueUrl && (
        <ButtonLink href={continueUrl} prefetch={false} variant={isMeanwhile ? 'secondary' : 'primary'}>
          Continue at Amazon
        </ButtonLink>
      )}
      {next === 'amazon' && <PayAnotherWay orderId={orderId} onlyWithoutScript={isMeanwhile} />}
      {next === 'pay' && (
        <ButtonLink href={`/checkout/${orderId}`} prefetch={false}>
          Try again
        </ButtonLink>
      )}
      <ButtonLink href={`/orders/${orderId}`} variant={next === 'read' && isPaid ? 'primary' : 'secondary'}>
        {state === 'paid' ? 'See your receipt' : 'See your order'}
      </ButtonLink>
      {next === 'read' && (
        <ButtonLink href={isSubscription ? '/subscriptions' : '/'} variant="secondary">
          {isSubscription ? 'See your subscriptions' : 'Back to the shop'}
        </ButtonLink>
      )}
    </>
  )
}

// Without a script nothing asks, so nothing would ever offer it.
function PayAnotherWay({ orderId, onlyWithoutScript }: { orderId: string; onlyWithoutScript: boolean }) {
  const link = (
    <ButtonLink href={`/checkout/${orderId}`} prefetch={false} variant="secondary">
      Pay another way
    </ButtonLink>
  )
  return onlyWithoutScript ? <noscript>{link}</noscript> : link
}
