import type { Tone } from '@/components/ui/tone'
import type { OrderDto } from '@/lib/contracts/orders'
import type { OrderState } from '@/lib/domain/payment-status'

type Words = {
  tone?: Tone
  /** In the list. */
  word: string
  /** On the order's own page: whether money moved comes first. Never a code, never blame. */
  title: string
  text: string
}

/** What a customer reads about each state of an order. */
export function orderWords(state: OrderState, merchant: string): Words {
  switch (state) {
    case 'paid':
      return {
        tone: 'success',
        word: 'Paid',
        title: 'Paid',
        text: 'Charged to your Amazon Pay. There is nothing left to do.',
      }
    case 'failed':
      return {
        tone: 'danger',
        word: 'Not paid',
        title: 'We couldn’t charge Amazon Pay for this. Nothing was charged.',
        text: `There is nothing you have to do now. ${merchant} may try again, or ask you for another way to pay.`,
      }
    case 'in_progress':
      return {
        tone: 'info',
        word: 'Confirming',
        title: 'We’re confirming with Amazon',
        text: 'We don’t know yet whether this was charged. It usually takes a few seconds. You can close this page: the result will be here.',
      }
    case 'needs_customer':
      return {
        tone: 'warning',
        word: 'Not paid',
        title: 'Nothing was charged. Amazon Pay wants you to approve this one.',
        text: `That can’t be done on this site yet. ${merchant} may ask you for another way to pay.`,
      }
    case 'authorized':
      return {
        tone: 'info',
        word: 'Reserved',
        title: 'Reserved, not charged',
        text: 'The amount is set aside at Amazon Pay.',
      }
    case 'unpaid':
      return { word: 'Not paid', title: 'Nothing was charged', text: 'There is nothing you have to do.' }
  }
}

type OrderMoment = OrderDto['timeline'][number]['what']

/** What a customer reads in an order's timeline. */
export function momentWords(what: OrderMoment): { tone?: Tone; title: string } {
  switch (what) {
    case 'placed':
      return { title: 'Order placed' }
    case 'paid':
      return { tone: 'success', title: 'Paid with Amazon Pay' }
    case 'declined':
      return { tone: 'danger', title: 'Amazon Pay didn’t approve the payment. Nothing was charged.' }
    case 'refused':
      return { tone: 'danger', title: 'Amazon Pay couldn’t be charged. Nothing was charged.' }
    case 'canceled':
      return { title: 'Payment cancelled. Nothing was charged.' }
    case 'needs_customer':
      return { tone: 'warning', title: 'Amazon Pay asked for your approval. Nothing was charged.' }
  }
}
