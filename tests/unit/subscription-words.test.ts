import { expect, it } from 'vitest'
import { subscriptionWords } from '@/components/subscriptions/subscription-words'
import type { SubscriptionDto } from '@/lib/contracts/subscriptions'

function textOf(state: SubscriptionDto['state'], invoice: 'draft' | 'paid'): string {
  const price = { amount: 1200, currency: 'usd' }
  const ids = { id: '1', planId: '2', payOrderId: null, method: null, name: 'Orbit pass' }
  const times = { trialEndsAt: null, currentPeriodEnd: '2026-12-21T00:00:00.000Z', endedAt: null, nextTryAt: null }
  const invoices = [{ ...price, id: '3', orderId: null, state: invoice, at: '2026-11-21T00:00:00.000Z' }]
  const flags = { isChanging: false, cancelAtPeriodEnd: state === 'ending' }
  return subscriptionWords({ ...ids, ...price, ...times, ...flags, interval: 'month', state, invoices }).text
}

it('a period that has begun and is charged within the hour is said, also of a subscription that ends with it', () => {
  const under = '$12.00 for the period that has just begun is being charged.'
  expect(textOf('active', 'draft')).toBe(`${under} The next payment, $12.00, is on 21 Dec 2026.`)
  expect(textOf('ending', 'draft')).toBe(`${under} Nothing more is charged after that. It ends on 21 Dec 2026.`)
  expect(textOf('active', 'paid')).toBe('The next payment, $12.00, is on 21 Dec 2026.')
  expect(textOf('ending', 'paid')).toBe('Nothing more is charged. It ends on 21 Dec 2026.')
})
