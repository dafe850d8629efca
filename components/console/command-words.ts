import type { Tone } from '@/components/ui/tone'
import type { Answered, AskedCommand } from '@/lib/browser/payment-commands'
import { type ChangedPaymentDto, REFUND_REASONS, type RefundDto } from '@/lib/contracts/holds-and-refunds'
import { formatMoney } from '@/lib/domain/money'
import { problemSentence } from '@/lib/domain/problems'
import { refundWords } from './refund-words'

/** What a command came to, in the merchant's words. */
export type Note = { tone: Tone; title?: string; text: string }

const WAITING = {
  tone: 'info',
  title: 'It is on file',
  text: 'Stripe did not answer at once. We go on by ourselves, and what comes of it shows on this page. It is done at most once.',
} as const satisfies Note

const SENT_BEFORE =
  'This was sent from this page before, with other details. Look at the payment as it stands now before you go on.'

export function answerWords(answered: Answered, currency: string): Note {
  if (!answered.isKnown) return WAITING
  return answered.kind === 'refund' ? refundNote(answered.refund) : changeNote(answered.payment, currency)
}

/** What to say when the shop refused before Stripe was asked; `message` is the server's own sentence. */
export function refusalNote(code: string, message: string): Note {
  // The key was sent with other details before, for instance by the plain form: that may well have been carried out.
  if (code === 'idempotency_key_reused') return { tone: 'danger', text: SENT_BEFORE }
  return { tone: 'danger', text: problemSentence(code, { paying: true }) ?? message }
}

/** A command in the words of the button that repeats it, such as "capturing $12.00". */
export function commandName({ kind, body }: AskedCommand, currency: string): string {
  switch (kind) {
    case 'capture':
      return body.amount ? `capturing ${formatMoney({ amount: body.amount, currency })}` : 'capturing all of it'
    case 'cancel':
      return 'cancelling'
    case 'refund':
      return body.amount ? `refunding ${formatMoney({ amount: body.amount, currency })}` : 'refunding all of it'
  }
}

/** Why money goes back, in Stripe's three reasons. */
export function refundReasonWords(reason: (typeof REFUND_REASONS)[number]): string {
  switch (reason) {
    case 'requested_by_customer':
      return 'The customer asked for it'
    case 'duplicate':
      return 'Charged twice'
    case 'fraudulent':
      return 'Fraud'
  }
}

function changeNote({ state, reason, asked, amountReceived }: ChangedPaymentDto, currency: string): Note {
  if (asked) return WAITING
  if (reason) return { tone: 'danger', title: 'Stripe would not do it', text: reason }
  switch (state) {
    case 'paid':
    case 'refunded':
      return captured(amountReceived, currency)
    case 'released':
      return {
        tone: 'success',
        title: 'Released',
        text: 'Nothing was charged. The customer gets the whole amount back.',
      }
    case 'canceled':
      return {
        tone: 'success',
        title: 'Cancelled',
        text: 'Nothing was charged, and this payment can’t be finished any more. The order can still be paid anew.',
      }
    default:
      return { tone: 'info', title: 'It is on file', text: 'How it stands now is shown above.' }
  }
}

function captured(amount: number | null, currency: string): Note {
  const what = amount === null ? 'The payment' : formatMoney({ amount, currency })
  return {
    tone: 'success',
    title: `${what} captured`,
    text: 'The customer is charged that, and whatever was left is released.',
  }
}

function refundNote(refund: RefundDto): Note {
  const { tone = 'info', title, text } = refundWords(refund)
  return { tone, title: `${formatMoney(refund)}: ${title}`, text }
}
