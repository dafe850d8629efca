import { expect, it } from 'vitest'
import { type SubscriptionFacts, subscriptionState } from '@/lib/domain/subscription-status'

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
