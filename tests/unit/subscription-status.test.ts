import { expect, it } from 'vitest'
import {
  answerTo,
  nextSubscriptionRead,
  type SubscriptionAsk,
  type SubscriptionFacts,
  subscriptionState,
  type SubscriptionToRead,
} from '@/lib/domain/subscription-status'

const ENDED = new Date()
const facts = (changes: Partial<SubscriptionFacts>): SubscriptionFacts => ({
  status: 'active',
  cancelAtPeriodEnd: false,
  endedAt: null,
  ...changes,
})

it.each<[Partial<SubscriptionFacts>, string]>([
  [{ status: null }, 'starting'],
  [{ status: null, endedAt: ENDED }, 'failed'],
  [{ status: 'incomplete' }, 'incomplete'],
  [{ status: 'incomplete_expired', endedAt: ENDED }, 'expired'],
  [{ status: 'trialing' }, 'trialing'],
  [{ status: 'trialing', cancelAtPeriodEnd: true }, 'ending'],
  [{ status: 'active' }, 'active'],
  [{ status: 'active', cancelAtPeriodEnd: true }, 'ending'],
  [{ status: 'past_due', cancelAtPeriodEnd: true }, 'past_due'],
  [{ status: 'unpaid' }, 'unpaid'],
  [{ status: 'paused' }, 'paused'],
  [{ status: 'canceled', cancelAtPeriodEnd: true, endedAt: ENDED }, 'ended'],
])('a subscription with %j is %s', (changes, state) => expect(subscriptionState(facts(changes))).toBe(state))

it.each<[SubscriptionAsk, Partial<SubscriptionFacts>, string]>([
  ['cancel_now', {}, 'cancel_now'],
  ['cancel_now', { cancelAtPeriodEnd: true }, 'cancel_now'],
  ['cancel_now', { status: 'canceled', endedAt: ENDED }, 'done'],
  ['cancel_at_period_end', {}, 'cancel_at_period_end'],
  ['cancel_at_period_end', { cancelAtPeriodEnd: true }, 'done'],
  ['cancel_at_period_end', { status: 'incomplete' }, 'cancel_now'],
  ['cancel_at_period_end', { status: null }, 'no'],
  ['keep', { cancelAtPeriodEnd: true }, 'keep'],
  ['keep', {}, 'done'],
  ['keep', { status: 'canceled', endedAt: ENDED }, 'no'],
  ['method', { status: 'past_due' }, 'method'],
  ['method', { status: 'incomplete' }, 'no'],
])('asking %s of one with %j comes to %s', (ask, changes, answer) => expect(answerTo(ask, facts(changes))).toBe(answer))

const NOW = new Date('2026-05-03T12:00:00Z')
const inHours = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)
const open = (nextAttemptAt: Date | null) => [{ status: 'open' as const, nextAttemptAt }]

it.each<[string, Partial<SubscriptionToRead>, number | null]>([
  ['once a day while nothing is due', { currentPeriodEnd: inHours(300) }, 24],
  ['after the charge of the next period', { currentPeriodEnd: inHours(2) }, 2 + 65 / 60],
  ['soon when that charge is overdue', { currentPeriodEnd: inHours(-2) }, 1 / 60],
  ['soon while a first payment is missing', { status: 'incomplete', currentPeriodEnd: inHours(300) }, 1 / 60],
  ['less and less often when nothing comes', { status: 'incomplete', timesRead: 4 }, 16 / 60],
  ['soon while a change is unanswered', { isAsked: true }, 1 / 60],
  ['soon while an invoice is a draft', { invoices: [{ status: 'draft', nextAttemptAt: inHours(1) }] }, 1 / 60],
  ['after a further try of Stripe’s', { status: 'past_due', invoices: open(inHours(3)) }, 3 + 5 / 60],
  ['never once it is over and paid', { status: 'canceled', endedAt: inHours(-1), invoices: [] }, null],
  ['once a day while it is over and owes', { status: 'canceled', endedAt: inHours(-1), invoices: open(null) }, 24],
  ['never when that is long ago', { status: 'canceled', endedAt: inHours(-60 * 24), invoices: open(null) }, null],
])('a subscription is read %s', (_, changes, hours) => {
  const usual = { currentPeriodEnd: null, isAsked: false, invoices: [], timesRead: 0, now: NOW }
  const next = nextSubscriptionRead({ ...facts({}), ...usual, ...changes })
  expect(next && Math.round((next.getTime() - NOW.getTime()) / 1000)).toBe(
    hours === null ? null : Math.round(hours * 3600),
  )
})
