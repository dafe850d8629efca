import type { Tone } from '@/components/ui/tone'
import { dayOf } from '@/components/ui/time'
import type { ReturnedPaymentDto } from '@/lib/contracts/checkout'
import { formatMoney } from '@/lib/domain/money'
import type { PaymentState } from '@/lib/domain/payment-status'

export type ShownState = PaymentState | 'unknown'

type Words = {
  tone: Tone
  title: string
  text: string
  /** What can be done: pay (again), finish at Amazon, or nothing but read. */
  next: 'pay' | 'amazon' | 'read'
  /** Whether the outcome is still to come by itself. */
  waits?: true
  /** Said instead while it is being asked about: what Stripe has told may be older than what the customer has just done. */
  meanwhile?: { title: string; text: string }
}

/** States that stay true whether or not Stripe can be asked. */
const FINAL: readonly PaymentState[] = ['paid', 'refunded', 'released', 'canceled']

/** What the page tells about: an outcome that Stripe could not be asked about is not known. */
export function shownState({
  state,
  stripeAnswered,
}: Pick<ReturnedPaymentDto, 'state' | 'stripeAnswered'>): ShownState {
  return stripeAnswered || FINAL.includes(state) ? state : 'unknown'
}

/** What a customer reads about each outcome: whether money moved, then one next step. Never a code, never blame. */
export function paymentWords(state: ShownState, payment: ReturnedPaymentDto): Words {
  const { methodType, mailsTo } = payment
  const isCard = methodType === 'card'
  const amount = formatMoney(payment)
  const result = mailsTo
    ? `Your order will show the result, and if it goes through, we’ll e-mail the receipt to ${mailsTo}.`
    : 'Your order will show the result.'
  switch (state) {
    case 'paid':
      return { tone: 'success', title: 'Paid', text: paidText(payment), next: 'read' }
    case 'authorized':
      return { tone: 'success', title: 'Reserved, not charged', text: reservedText(payment), next: 'read' }
    case 'charging':
    case 'processing':
      return {
        tone: 'info',
        title: isCard ? 'Confirming your payment' : 'Confirming with Amazon',
        text: `We don’t know yet whether ${amount} is charged. This usually takes a few seconds. You can close this page. ${result}`,
        next: 'read',
        waits: true,
      }
    case 'starting':
      return {
        tone: 'info',
        title: 'Nothing is charged yet',
        text: 'We’re waiting for our payment provider. You can close this page: your order is kept.',
        next: 'pay',
        waits: true,
      }
    case 'unknown':
      return {
        tone: 'warning',
        title: 'We’re not sure yet whether this went through',
        text: `Don’t pay again: we can’t reach our payment provider, and we keep checking. ${result}`,
        next: 'read',
        waits: true,
      }
    case 'needs_customer':
      return {
        tone: 'info',
        title: 'Nothing is charged yet',
        text: 'Amazon is waiting for your approval. It stays open for 10 minutes.',
        next: 'amazon',
        waits: true,
        meanwhile: {
          title: 'Checking with Amazon',
          text: `We don’t know yet whether ${amount} is approved. This usually takes a few seconds. You can close this page. ${result}`,
        },
      }
    case 'open':
      return {
        tone: 'info',
        title: 'Nothing was charged',
        text: 'You came back without approving the payment. Your order is kept, and you can pay whenever you like.',
        next: 'pay',
      }
    case 'declined':
      return {
        tone: 'danger',
        title: 'Nothing was charged',
        text: `${whoDeclined(methodType)} You can try again or use another method.`,
        next: 'pay',
      }
    case 'expired':
      return {
        tone: 'warning',
        title: 'Nothing was charged',
        text: 'The approval window closed. Amazon keeps it open for 10 minutes. You can try again.',
        next: 'pay',
      }
    case 'refused':
      return {
        tone: 'danger',
        title: 'Nothing was charged',
        text: 'The payment couldn’t be started. You can try again or use another method.',
        next: 'pay',
      }
    case 'canceled':
      return {
        tone: 'info',
        title: 'Nothing was charged',
        text: 'This payment was cancelled. Your order is kept, and you can pay whenever you like.',
        next: 'pay',
      }
    case 'refunded':
      return {
        tone: 'success',
        title: 'Refunded',
        text: `All of the ${amountCharged(payment)} that was charged has been given back. It can take some days to arrive.`,
        next: 'read',
      }
    case 'released':
      return {
        tone: 'info',
        title: 'Nothing was charged',
        text: `The ${amount} that was reserved has been released.`,
        next: 'read',
      }
  }
}

// Stripe tells what was paid with once something is. Before that, nobody is named who may have had no part in it.
function whoDeclined(methodType: string | null): string {
  if (methodType === 'card') return 'Your card wasn’t accepted for this payment.'
  return methodType === 'amazon_pay' ? 'Amazon Pay didn’t approve this payment.' : 'The payment wasn’t approved.'
}

/** What was charged in the end, such as $24.00. */
export function amountCharged({ amount, amountReceived, currency }: ReturnedPaymentDto): string {
  return formatMoney({ amount: amountReceived ?? amount, currency })
}

function paidText(payment: ReturnedPaymentDto): string {
  const { amount, amountReceived, methodType } = payment
  const to = methodType === 'card' ? ' to your card' : methodType === 'amazon_pay' ? ' to your Amazon Pay' : ''
  const charged = `${amountCharged(payment)} was charged${to}.`
  const isPart = amountReceived !== null && amountReceived !== amount
  return isPart ? `${charged} The rest of the ${formatMoney(payment)} that was reserved has been released.` : charged
}

function reservedText(payment: ReturnedPaymentDto): string {
  const { methodType, captureBefore } = payment
  const where = methodType === 'card' ? 'on your card' : methodType === 'amazon_pay' ? 'at Amazon Pay' : 'for you'
  const until = captureBefore ? `, by ${dayOf(captureBefore)}` : ''
  return `${formatMoney(payment)} is reserved ${where}. It will be charged before you ride${until}; otherwise it is released.`
}
