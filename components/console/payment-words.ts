import type { Tone } from '@/components/ui/tone'
import type { ConsolePaymentDto } from '@/lib/contracts/console'
import { formatMoney } from '@/lib/domain/money'
import type { PaymentState } from '@/lib/domain/payment-status'

/** A state in a word or two, for lists. */
export function stateWord(state: PaymentState): { tone?: Tone; word: string } {
  switch (state) {
    case 'starting':
      return { tone: 'info', word: 'Starting' }
    case 'open':
      return { word: 'Open' }
    case 'charging':
      return { tone: 'info', word: 'Charging' }
    case 'processing':
      return { tone: 'info', word: 'Processing' }
    case 'needs_customer':
      return { tone: 'warning', word: 'Needs approval' }
    case 'authorized':
      return { tone: 'info', word: 'Held' }
    case 'paid':
      return { tone: 'success', word: 'Paid' }
    case 'refunded':
      return { word: 'Refunded' }
    case 'declined':
      return { tone: 'danger', word: 'Declined' }
    case 'expired':
      return { tone: 'danger', word: 'Expired' }
    case 'refused':
      return { tone: 'danger', word: 'Refused' }
    case 'released':
      return { word: 'Released' }
    case 'canceled':
      return { word: 'Cancelled' }
  }
}

export type TellablePayment = Pick<
  ConsolePaymentDto,
  'state' | 'reason' | 'offSession' | 'amountReceived' | 'amountRefunded' | 'currency'
> & { methodType: string | null }

type Words = {
  /** Whether money moved. */
  title: string
  text: string
  /** What follows from it. */
  next?: string
}

/** What the merchant's people read about a payment. `reason` is Stripe's sentence with its code. */
export function paymentWords(payment: TellablePayment): Words {
  const { state, reason, offSession, methodType } = payment
  const why = reason ?? 'Stripe gave no reason.'
  switch (state) {
    case 'starting':
      return {
        title: 'Not known yet',
        text: offSession
          ? 'Stripe has not answered. The charge is on file; however often it is tried, it is made at most once.'
          : 'The customer has begun to pay, and Stripe has not answered. However often it is tried, they are charged at most once.',
      }
    case 'open':
      return {
        title: 'Nothing was charged yet',
        text: 'The customer has begun to pay and not confirmed it. It is in their hands.',
      }
    case 'charging':
      return {
        title: 'Not known yet',
        text: 'The payment intent is made, and Stripe has not told the outcome. However often it is tried, it is charged at most once.',
      }
    case 'processing':
      return {
        title: 'Stripe is still processing it',
        text: 'Don’t hand anything over yet: it can still fail.',
      }
    case 'needs_customer':
      return {
        title: 'Nothing was charged',
        text: offSession
          ? 'Amazon Pay asks for the customer’s approval, which nobody can give while they are away.'
          : 'The customer was sent away to approve it and has not come back. They have ten minutes at Amazon.',
      }
    case 'authorized':
      return { title: 'Reserved, not charged', text: 'The amount is held for you and not captured yet.' }
    case 'paid':
      return { title: 'Paid', text: `${chargedTo(methodType)}.${refundedPart(payment)}` }
    case 'refunded':
      return { title: 'All of it was refunded', text: `${chargedTo(methodType)}, and all of it was given back.` }
    case 'declined':
      return {
        title: `Nothing was charged: ${methodType === 'card' ? 'the bank' : 'Amazon Pay'} said no`,
        text: why,
        next: 'The payment intent is kept and waits for another try.',
      }
    case 'expired':
      return {
        title: 'Nothing was charged: the approval window closed',
        text: why,
      }
    case 'refused':
      return { title: 'Nothing was charged: Stripe refused the request', text: why }
    case 'released':
      return {
        title: 'Nothing was charged',
        text: 'What was held is released: the hold was cancelled, or it ended by itself.',
      }
    case 'canceled':
      return { title: 'Nothing was charged', text: 'The payment intent was cancelled.' }
  }
}

function chargedTo(methodType: string | null): string {
  return methodType === 'card' ? 'Charged to the customer’s card' : 'Charged to the customer’s Amazon Pay'
}

function refundedPart({ amountRefunded: amount, currency }: TellablePayment): string {
  return amount > 0 ? ` ${formatMoney({ amount, currency })} of it was refunded.` : ''
}
