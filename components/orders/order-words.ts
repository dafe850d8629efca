import type { Tone } from '@/components/ui/tone'
import { dayOf } from '@/components/ui/time'
import type { OrderDto } from '@/lib/contracts/orders'
import { formatMoney } from '@/lib/domain/money'

type Words = {
  tone?: Tone
  /** In the list. */
  word: string
  /** On the order's own page: whether money moved comes first. Never a code, never blame. */
  title: string
  text: string
}

/** What a customer reads about each state of an order. */
export function orderWords(order: OrderDto, merchant: string): Words {
  switch (order.state) {
    case 'paid':
      return { tone: 'success', word: 'Paid', title: 'Paid', text: paidText(order) }
    case 'refunded':
      return {
        tone: 'success',
        word: 'Refunded',
        title: 'Refunded',
        text: 'All of it has been given back. It can take some days to arrive.',
      }
    case 'released':
      return {
        word: 'Released',
        title: 'Nothing was charged',
        text: 'The amount that was reserved has been released.',
      }
    case 'failed':
      return {
        tone: 'danger',
        word: 'Not paid',
        title: `${isAmazonPay(order) ? 'The payment with Amazon Pay' : 'The payment'} didn’t go through. Nothing was charged.`,
        text: isPayable(order)
          ? `Your order is kept. You can try again or use another method.${nextTryText(order)}`
          : `There is nothing you have to do now. ${merchant} may try again, or ask you for another way to pay.`,
      }
    case 'in_progress':
      return {
        tone: 'info',
        word: 'Confirming',
        title: isAmazonPay(order) ? 'We’re confirming with Amazon' : 'We’re confirming your payment',
        text: 'We don’t know yet whether this was charged. It usually takes a few seconds. You can close this page: the result will be here.',
      }
    case 'needs_customer':
      return {
        tone: 'warning',
        word: 'Not paid',
        title: 'Nothing was charged. Your approval is missing.',
        text: isPayable(order)
          ? 'You can finish the payment, or pay another way.'
          : `${merchant} may ask you for another way to pay.`,
      }
    case 'authorized':
      return { tone: 'info', word: 'Reserved', title: 'Reserved, not charged', text: reservedText(order) }
    case 'unpaid':
      return {
        word: 'Not paid',
        title: 'Nothing was charged',
        text: isPayable(order) ? 'This order isn’t paid yet.' : 'There is nothing you have to do.',
      }
  }
}

/**
 * Whether its customer can pay it now: their own, and what the shop tried to charge by itself and was declined. What the shop
 * could not even try is for the shop to mend.
 */
export function isPayable({ state, payments }: Pick<OrderDto, 'state' | 'payments'>): boolean {
  if (state === 'unpaid') return true
  return (
    (state === 'failed' || state === 'needs_customer') &&
    payments.every((one) => !one.offSession || one.state === 'declined')
  )
}

type OrderMoment = OrderDto['timeline'][number]['what']

/** What a customer reads in an order's timeline. */
export function momentWords(what: OrderMoment, order: Pick<OrderDto, 'payments'>): { tone?: Tone; title: string } {
  switch (what) {
    case 'placed':
      return { title: 'Order placed' }
    case 'authorized':
      return { tone: 'info', title: `Reserved${whereReserved(order)}, not charged` }
    case 'paid':
      return { tone: 'success', title: `Paid${paidHow(order)}` }
    case 'declined':
      return { tone: 'danger', title: 'The payment wasn’t approved. Nothing was charged.' }
    case 'expired':
      return { tone: 'warning', title: 'The approval window closed. Nothing was charged.' }
    case 'refused':
      return { tone: 'danger', title: 'The payment couldn’t be made. Nothing was charged.' }
    case 'released':
      return { title: 'The reservation was released. Nothing was charged.' }
    case 'canceled':
      return { title: 'Payment cancelled. Nothing was charged.' }
    case 'needs_customer':
      return { tone: 'warning', title: 'Your approval was asked for. Nothing was charged.' }
    case 'refund_pending':
      return { tone: 'info', title: 'Refund under way' }
    case 'refund_succeeded':
      return { tone: 'success', title: 'Refund sent back' }
    case 'refund_failed':
      return { tone: 'danger', title: 'The refund couldn’t be sent back that way. We’ll be in touch.' }
    case 'fulfilled':
      return { tone: 'success', title: 'Booked' }
  }
}

// The payment that came furthest says what was paid with; an order that was never paid by card is not called so.
function isCard({ payments }: Pick<OrderDto, 'payments'>): boolean {
  return payments[0]?.methodType === 'card'
}

// Of a payment that failed Stripe need not have told what it was to be paid with, unless it was a saved method.
function isAmazonPay({ payments: [first] }: Pick<OrderDto, 'payments'>): boolean {
  return first?.methodType === 'amazon_pay' || (first !== undefined && first.mandateId !== null)
}

function paidText(order: OrderDto): string {
  const charged = `Charged${isCard(order) ? ' to your card' : isAmazonPay(order) ? ' to your Amazon Pay' : ''}.`
  const received = order.payments.find(({ state }) => state === 'paid')?.amountReceived
  if (received == null || received === order.amount) return `${charged} There is nothing left to do.`
  const part = formatMoney({ amount: received, currency: order.currency })
  return `${charged} ${part} of what was reserved was taken; the rest has been released.`
}

function reservedText(order: OrderDto): string {
  const before = order.payments.find(({ state }) => state === 'authorized')?.captureBefore
  const until = before ? `, by ${dayOf(before)}` : ''
  return `The amount is set aside${whereReserved(order)}. It will be charged before you ride${until}; otherwise it is released.`
}

function whereReserved(order: Pick<OrderDto, 'payments'>): string {
  return isCard(order) ? ' on your card' : isAmazonPay(order) ? ' at Amazon Pay' : ''
}

function paidHow(order: Pick<OrderDto, 'payments'>): string {
  return isCard(order) ? ' by card' : isAmazonPay(order) ? ' with Amazon Pay' : ''
}

function nextTryText({ payments }: OrderDto): string {
  const nextTryAt = payments.find((one) => one.nextTryAt !== null)?.nextTryAt
  return nextTryAt ? ` If you don’t, we’ll try Amazon Pay again on ${dayOf(nextTryAt)}.` : ''
}
