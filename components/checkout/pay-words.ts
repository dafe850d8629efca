import { methodKind } from '@/components/wallet/method-words'
import type { CheckoutDto } from '@/lib/contracts/checkout'
import type { MethodLabel } from '@/lib/contracts/payment-methods'
import { formatMoney, type Money } from '@/lib/domain/money'
import type { PaymentState } from '@/lib/domain/payment-status'
import type { Tone } from '@/components/ui/tone'

/** An order's money and whether it is only reserved at first. */
export type ToPay = Money & { isHold: boolean }

/** What pressing a button does, such as "Pay $24.00" or "Authorize $24.00". */
export function payLabel({ isHold, ...money }: ToPay): string {
  return `${isHold ? 'Authorize' : 'Pay'} ${formatMoney(money)}`
}

/** The same with Amazon Pay. */
export function amazonLabel(toPay: ToPay): string {
  return `${payLabel(toPay)} with Amazon Pay`
}

/** The same with a saved one, told apart by its e-mail or number where that is known. */
export function savedLabel(toPay: ToPay, method: MethodLabel): string {
  const { type, email } = method
  if (type !== 'amazon_pay') return `${payLabel(toPay)} with ${methodKind(method)}`
  return email ? `${amazonLabel(toPay)} · ${email}` : `${payLabel(toPay)} with your saved Amazon Pay`
}

type Note = { tone: Tone; title: string; text: string }

type Notes = { problem: string | undefined; lastTry: Note | null }

/** What is said above an order that is to be paid: why the page came back, as a `?problem=` value, and what became of the last try. */
export function checkoutNotes(
  problem: string | undefined,
  { payment, stripeAnswered }: Pick<CheckoutDto, 'payment' | 'stripeAnswered'>,
): Notes {
  const lastTry = payment && stripeAnswered ? lastTryNote(payment.state) : null
  if (problem !== 'payment_provider_unavailable') return { problem, lastTry }
  // The page itself says then that Stripe has not answered, and what that means for money.
  if (!stripeAnswered || payment?.state === 'starting') return { problem: undefined, lastTry: null }
  // What is known of the last try may be about an earlier one than the one nobody is sure of.
  return { problem, lastTry: null }
}

/** Whether a try to pay has come to something: asking again is a new try then. */
export function hasAnswer(state: PaymentState): boolean {
  return state === 'needs_customer' || lastTryNote(state) !== null
}

// Null where there is nothing to tell.
function lastTryNote(state: PaymentState): Note | null {
  switch (state) {
    case 'declined':
      return {
        tone: 'danger',
        title: 'Nothing was charged',
        text: 'The payment wasn’t approved. You can try again or use another method.',
      }
    case 'expired':
      return {
        tone: 'warning',
        title: 'Nothing was charged',
        text: 'The approval window closed. Amazon keeps it open for 10 minutes. You can try again.',
      }
    case 'refused':
      return {
        tone: 'danger',
        title: 'Nothing was charged',
        text: 'The payment couldn’t be started. You can try again or use another method.',
      }
    default:
      return null
  }
}

/** Whether there is nothing left for the customer to pay or choose: the page they come back to tells how it went. */
export function isDone(state: PaymentState): boolean {
  return ['charging', 'processing', 'authorized', 'paid', 'refunded', 'released'].includes(state)
}
