import { CARD_CAUSES } from './card-causes'
import { type Cause, CAUSES } from './error-causes'

export type Explanation = {
  /** For the customer: first whether money moved, then why. Never a code, an id or a word of Stripe's. */
  customer: string
  /** The one thing they can do. */
  customerNext: string
  /** For the merchant's people: what it means and what mends it. */
  merchant: string
  /** Where Stripe explains it. */
  link: string
}

type Known = {
  /** Whether money moved, where the caller knows it better than the code does. */
  movedMoney?: boolean | undefined
  /** What was paid with, in Stripe's words. Only somebody who paid by card is told about a card. */
  methodType?: string | null | undefined
}

/**
 * What a code of Stripe's means to people. For reading alone: nothing is decided by codes. One that is not listed gets
 * sentences that are true whatever happened (https://docs.stripe.com/error-codes, https://docs.stripe.com/declines/codes).
 */
export function explain(code: string | null | undefined, known: Known = {}): Explanation {
  const entry = code ? BY_CODE.get(code) : undefined
  const { cause, merchant } = entry ?? UNLISTED
  return { ...customerWords(cause, known), merchant, link: linkTo(entry ? code : null, cause) }
}

// A map and no object: a code such as "constructor" is unknown.
const BY_CODE = new Map(
  [...CAUSES, ...CARD_CAUSES].flatMap((cause) =>
    Object.entries(cause.codes).map(([code, merchant]) => [code, { cause, merchant }]),
  ),
)

/** Every code that is explained. */
export const EXPLAINED_CODES: readonly string[] = [...BY_CODE.keys()]

const UNLISTED: { cause: Cause; merchant: string } = {
  cause: {
    money: 'unsure',
    text: 'The payment didn’t go through.',
    next: 'Try again, or choose another way to pay.',
    codes: {},
  },
  merchant: 'Stripe’s own sentence says more; this shop has no words of its own for the code.',
}

const CHECKING = {
  customer: 'We’re not sure yet whether this went through.',
  customerNext: 'Don’t pay again: we’re checking.',
}

function customerWords(
  cause: Cause,
  { movedMoney, methodType }: Known,
): Pick<Explanation, 'customer' | 'customerNext'> {
  const money = movedMoney === undefined ? cause.money : movedMoney ? 'moved' : 'still'
  const why = (methodType === 'card' && cause.card) || cause.text
  switch (money) {
    case 'moved':
      return { customer: 'You have been charged.', customerNext: 'Don’t pay again. There is nothing you have to do.' }
    case 'unsure':
      return CHECKING
    case 'still':
      return {
        customer: `${cause.isSaving ? 'Nothing was charged, and nothing was saved.' : 'Nothing was charged.'} ${why}`,
        customerNext: cause.next,
      }
  }
}

function linkTo(code: string | null | undefined, { page = 'error-codes' }: Cause): string {
  return `https://docs.stripe.com/${page}${code ? `#${code.replaceAll('_', '-')}` : ''}`
}
