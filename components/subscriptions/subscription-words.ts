import { dayOf } from '@/components/ui/time'
import type { Tone } from '@/components/ui/tone'
import type { SubscriptionDto } from '@/lib/contracts/subscriptions'
import { formatMoney } from '@/lib/domain/money'

type Words = { tone?: Tone; word: string; text: string }

/** What a customer reads about each state of a subscription: whether and when money moves comes first. */
export function subscriptionWords(subscription: SubscriptionDto): Words {
  const { state, endedAt, currentPeriodEnd, trialEndsAt, nextTryAt } = subscription
  const price = formatMoney(subscription)
  const end = currentPeriodEnd ? dayOf(currentPeriodEnd) : null
  switch (state) {
    case 'starting':
      return { tone: 'info', word: 'Starting', text: 'We’re waiting for Stripe, who handle our payments.' }
    case 'incomplete':
      return { tone: 'warning', word: 'Not begun', text: 'It begins once its first payment has gone through.' }
    case 'trialing':
      return {
        tone: 'success',
        word: 'Free trial',
        text: `Nothing is charged until ${trialEndsAt ? dayOf(trialEndsAt) : 'the trial is over'}. Then it is ${price} every ${subscription.interval}.`,
      }
    case 'active':
      return {
        tone: 'success',
        word: 'Active',
        text: sentences(beingCharged(subscription), end && `The next payment, ${price}, is on ${end}.`),
      }
    case 'ending':
      return {
        word: 'Ending',
        text: sentences(
          beingCharged(subscription),
          beingCharged(subscription) ? 'Nothing more is charged after that.' : 'Nothing more is charged.',
          `It ends${end ? ` on ${end}` : ' soon'}.`,
        ),
      }
    case 'past_due':
      return {
        tone: 'danger',
        word: 'Payment missing',
        text: `The last payment didn’t go through, and nothing was charged. ${nextTryAt ? `If you don’t pay it before, it is tried again on ${dayOf(nextTryAt)}.` : 'Please pay it now.'}`,
      }
    case 'unpaid':
      return { tone: 'danger', word: 'Not paid', text: 'Nothing was charged. It goes on once what is owed is paid.' }
    case 'paused':
      return { tone: 'warning', word: 'Paused', text: 'Nothing is charged, because there is nothing to charge.' }
    case 'ended':
      return { word: 'Ended', text: `Nothing more is charged.${endedAt ? ` It ended on ${dayOf(endedAt)}.` : ''}` }
    case 'expired':
      return { word: 'Never begun', text: 'Nothing was charged: its first payment wasn’t made in time.' }
    case 'failed':
      return { tone: 'danger', word: 'Not begun', text: 'Nothing was charged. Something went wrong on our side.' }
  }
}

/** A period's payment that Stripe makes within the hour, whatever is cancelled meanwhile; null when there is none. */
export function beingCharged({ invoices }: Pick<SubscriptionDto, 'invoices'>): string | null {
  const draft = invoices.find(({ state, amount }) => state === 'draft' && amount > 0)
  return draft ? `${formatMoney(draft)} for the period that has just begun is being charged.` : null
}

function sentences(...parts: (string | null)[]): string {
  return parts.filter(Boolean).join(' ')
}

/** What became of one bill. */
export function invoiceWord({ amount, state }: SubscriptionDto['invoices'][number]): string {
  if (amount === 0) return 'Free'
  switch (state) {
    case 'draft':
      return 'Being made'
    case 'open':
    case 'uncollectible':
      return 'Not paid'
    case 'paid':
      return 'Paid'
    case 'void':
      return 'Withdrawn'
  }
}

/** States in which nothing more can be done with it. */
export function isOver({ state }: Pick<SubscriptionDto, 'state'>): boolean {
  return state === 'ended' || state === 'expired' || state === 'failed'
}
