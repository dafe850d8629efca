import type { Tone } from '@/components/ui/tone'
import { disputeStatusWords } from './dispute-words'

type Words = { tone?: Tone; title: string }

const ENTRIES: Record<string, Words> = {
  'payment.ask': { title: 'Charge asked for' },
  'payment.invoice': { title: 'Asked for by a subscription' },
  'payment.start': { title: 'Customer began to pay' },
  'payment.confirm_ask': { title: 'Customer asked to pay' },
  'payment.create': { title: 'Payment intent made' },
  'payment.open': { title: 'Waiting for the customer' },
  'payment.take_over': { title: 'Customer began to pay it themselves' },
  'payment.retry_ask': { title: 'Tried again while the customer is away' },
  'payment.retry_declined': { tone: 'danger', title: 'Declined again, nothing charged' },
  'payment.retry_stop': { title: 'No further tries' },
  'payment.processing': { title: 'Processing' },
  'payment.needs_customer': { tone: 'warning', title: 'Approval needed, nothing charged' },
  'payment.authorized': { title: 'Reserved, nothing charged' },
  'payment.capture_ask': { title: 'Capture asked for' },
  'payment.capture_refused': { tone: 'danger', title: 'Stripe would not capture it' },
  'payment.cancel_ask': { title: 'Cancelling asked for' },
  'payment.cancel_refused': { tone: 'danger', title: 'Stripe would not cancel it' },
  'payment.paid': { tone: 'success', title: 'Paid' },
  'payment.refunded': { title: 'All of it refunded' },
  'payment.declined': { tone: 'danger', title: 'Declined, nothing charged' },
  'payment.expired': { tone: 'danger', title: 'Approval window closed, nothing charged' },
  'payment.refused': { tone: 'danger', title: 'Refused, nothing charged' },
  'payment.released': { title: 'Released, nothing charged' },
  'payment.canceled': { title: 'Cancelled' },
  'refund.ask': { title: 'Refund asked for' },
  'refund.refused': { tone: 'danger', title: 'Stripe would not refund it' },
  'refund.pending': { title: 'Refund on its way' },
  'refund.requires_action': { tone: 'warning', title: 'Refund needs the customer' },
  'refund.succeeded': { tone: 'success', title: 'Refunded' },
  'refund.failed': { tone: 'danger', title: 'Refund failed, the money is back on your balance' },
  'refund.canceled': { title: 'Refund cancelled' },
  'mail.receipt': { title: 'Receipt mailed to the customer' },
  'mail.hold_placed': { title: 'Customer told that the amount is reserved' },
  'mail.hold_released': { title: 'Customer told that nothing was charged' },
  'mail.refund_made': { title: 'Customer told about the refund' },
  'mail.refund_failed': { title: 'Customer told that the refund failed' },
  'mail.hold_ending': { tone: 'warning', title: 'You were reminded that the hold ends soon' },
  'mail.dispute_opened': { tone: 'warning', title: 'You were told about the dispute' },
  'order.fulfilled': { tone: 'success', title: 'Order fulfilled' },
}

/** What one of our own entries of a payment's timeline is called; an unknown one by its own name. */
export function entryWords(what: string): Words {
  const known = Object.hasOwn(ENTRIES, what) ? ENTRIES[what] : undefined
  if (known) return known
  const [subject, status] = what.split('.')
  if (subject !== 'dispute' || !status) return { title: what }
  const { tone, title } = disputeStatusWords(status)
  return { ...(tone && { tone }), title: `Dispute: ${title}` }
}
