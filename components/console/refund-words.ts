import type { Tone } from '@/components/ui/tone'
import type { RefundDto } from '@/lib/contracts/holds-and-refunds'

type Known = Pick<RefundDto, 'state' | 'failureReason' | 'stripeRefundId'>
type Words = { tone?: Tone; word: string; title: string; text: string }

/** What the merchant's people read about each state of a refund (https://docs.stripe.com/refunds). */
export function refundWords({ state, failureReason, stripeRefundId }: Known): Words {
  switch (state) {
    case 'starting':
      return {
        tone: 'info',
        word: 'Starting',
        title: 'not known yet',
        text: 'Stripe has not answered. It is on file; however often it is tried, it is made at most once.',
      }
    case 'pending':
      return {
        tone: 'info',
        word: 'Pending',
        title: 'on its way back',
        text: 'It can take up to 14 days until the customer sees it, and it can still fail.',
      }
    case 'succeeded':
      return {
        tone: 'success',
        word: 'Succeeded',
        title: 'refunded',
        text: 'It can take up to 14 days until the customer sees it.',
      }
    case 'failed':
      return {
        tone: 'danger',
        word: 'Failed',
        title: 'not refunded',
        text: stripeRefundId
          ? `The customer did not get it: ${whyFailed(failureReason)} The money is back on your balance; arrange another way with the customer.`
          : `Stripe would not make it: ${whyFailed(failureReason)} The money never left your balance.`,
      }
    case 'canceled':
      return {
        word: 'Cancelled',
        title: 'not refunded',
        text: 'The refund was cancelled. The money is back on your balance.',
      }
  }
}

/** Stripe's reason of a failed refund in a sentence (https://docs.stripe.com/refunds#failed-refunds); an unknown one as it is. */
export function whyFailed(reason: string | null): string {
  switch (reason) {
    case null:
    case 'unknown':
      return 'Stripe gave no reason.'
    case 'lost_or_stolen_card':
      return 'what was paid with is lost or stolen.'
    case 'expired_or_canceled_card':
      return 'what was paid with has expired or was cancelled.'
    case 'charge_for_pending_refund_disputed':
      return 'the customer disputed the payment meanwhile.'
    case 'insufficient_funds':
      return 'your balance was not enough for it.'
    case 'declined':
      return 'their bank or Amazon declined it.'
    case 'merchant_request':
      return 'you asked Stripe to stop it.'
    default:
      return /[.!?]$/.test(reason) ? reason : `${reason}.`
  }
}
