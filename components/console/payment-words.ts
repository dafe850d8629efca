import type { Tone } from '@/components/ui/tone'
import type { PaymentState } from '@/lib/domain/payment-status'

type Words = {
  tone?: Tone
  word: string
  title: string
  text: string
  /** What follows from it. */
  next?: string
}

/** What the merchant's people read about each state of a payment. `reason` is Stripe's sentence with its code. */
export function paymentWords(state: PaymentState, reason: string | null): Words {
  const why = reason ?? 'Stripe gave no reason.'
  switch (state) {
    case 'starting':
      return {
        tone: 'info',
        word: 'Starting',
        title: 'Not known yet',
        text: 'Stripe has not answered. The charge is on file; however often it is tried, it is made at most once.',
      }
    case 'charging':
      return {
        tone: 'info',
        word: 'Charging',
        title: 'Not known yet',
        text: 'The payment intent is made, and Stripe has not told the outcome. However often it is tried, it is charged at most once.',
      }
    case 'processing':
      return {
        tone: 'info',
        word: 'Processing',
        title: 'Stripe is still processing it',
        text: 'Don’t hand anything over yet: it can still fail.',
      }
    case 'needs_customer':
      return {
        tone: 'warning',
        word: 'Needs approval',
        title: 'Nothing was charged',
        text: 'Amazon Pay asks for the customer’s approval, which nobody can give while they are away.',
      }
    case 'authorized':
      return {
        tone: 'info',
        word: 'Authorized',
        title: 'Reserved, not charged',
        text: 'The amount is not captured yet.',
      }
    case 'paid':
      return { tone: 'success', word: 'Paid', title: 'Paid', text: 'Charged to the customer’s Amazon Pay.' }
    case 'declined':
      return {
        tone: 'danger',
        word: 'Declined',
        title: 'Nothing was charged: Amazon Pay said no',
        text: why,
        next: 'The payment intent is kept and waits for another try.',
      }
    case 'refused':
      return { tone: 'danger', word: 'Refused', title: 'Nothing was charged: Stripe refused the request', text: why }
    case 'canceled':
      return { word: 'Cancelled', title: 'Nothing was charged', text: 'The payment intent was cancelled.' }
  }
}

const ENTRIES: Record<string, { tone?: Tone; title: string }> = {
  'payment.ask': { title: 'Charge asked for' },
  'payment.create': { title: 'Payment intent made' },
  'payment.processing': { title: 'Processing' },
  'payment.needs_customer': { tone: 'warning', title: 'Approval needed, nothing charged' },
  'payment.authorized': { title: 'Reserved' },
  'payment.paid': { tone: 'success', title: 'Paid' },
  'payment.declined': { tone: 'danger', title: 'Declined, nothing charged' },
  'payment.refused': { tone: 'danger', title: 'Refused, nothing charged' },
  'payment.canceled': { title: 'Cancelled' },
}

/** What one of our own entries of a payment's timeline is called; an unknown one by its own name. */
export function entryWords(what: string): { tone?: Tone; title: string } {
  return (Object.hasOwn(ENTRIES, what) ? ENTRIES[what] : undefined) ?? { title: what }
}
