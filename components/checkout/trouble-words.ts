import type { StripeError } from '@stripe/stripe-js'

/** What a try that ended on this page says about money, and whether the server has to make the page again. */
type Trouble = {
  text: string
  /** changed: the server knows more than this page. unsure: nobody knows whether it went through. */
  again?: 'changed' | 'unsure'
}

export const OUT_OF_DATE = 'This page is out of date, so we’re loading it again.'

/** Nothing is charged before it is approved at Amazon, and whoever reads this has not left for there. */
export const AMAZON_LATE =
  'This is taking too long. Nothing is charged, because nothing was approved at Amazon yet. You can press again: it stays the same payment.'

/** A bank's own dialog may be open for minutes. */
export const CARD_LATE =
  'We don’t know yet whether this is charged. If your bank asks you to approve it, please do. Otherwise load this page again: it shows how the payment stands, and you can’t pay twice.'

/** Stripe's button may have had Amazon's approval before it confirms. */
export const EXPRESS_LATE =
  'We don’t know yet whether this is charged. Please load this page again: it shows how the payment stands, and you can’t pay twice.'

/** What to say when confirming what was entered in the Payment Element came back with an error; null is no answer at all. */
export function elementTrouble(error: StripeError | null, method: string): Trouble {
  if (error && hasChanged(error)) return { text: OUT_OF_DATE, again: 'changed' }
  if (error?.type === 'validation_error') return { text: 'Nothing was charged. Please check what you entered above.' }
  // Stripe writes these for customers, and only a card has any; a wallet's would speak of cards.
  if (error?.type === 'card_error' && method === 'card')
    return { text: `Nothing was charged. ${error.message ?? ''}`.trim() }
  if (error?.type === 'card_error' || error?.payment_intent?.status === 'requires_payment_method')
    return { text: 'Nothing was charged. The payment couldn’t be started. You can try again or use another method.' }
  // The server could not tell more while the line is down, and a browser without one would lose the page.
  if (error === null || error.type === 'api_connection_error') return { text: NO_ANSWER }
  // Stripe says that it failed, or that too much came at once, and not what it had done by then.
  return { text: 'We’re not sure whether this went through. We’re loading this page again to see.', again: 'unsure' }
}

/** Paid, cancelled or reserved meanwhile, for instance in another tab: the server says what is so. */
export function hasChanged({ code, payment_intent: intent }: StripeError): boolean {
  return (
    code === 'payment_intent_unexpected_state' || (intent !== undefined && intent.status !== 'requires_payment_method')
  )
}

const NO_ANSWER =
  'We couldn’t reach our payment provider, so we’re not sure whether this went through. Press again: it stays the same payment, so you can’t pay twice.'
