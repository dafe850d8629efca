import type Stripe from 'stripe'
import { expect, it } from 'vitest'
import { subscriptionSnapshot } from '@/lib/server/stripe/subscription-snapshot'

const PERIOD_END = 1_800_000_000

function read(cancel_at: number | null, cancel_at_period_end = false) {
  const rest = { id: 'sub_1', status: 'active', customer: 'cus_1', default_payment_method: null, metadata: {} }
  const times = { trial_end: null, canceled_at: null, ended_at: null, cancel_at, cancel_at_period_end }
  const items = { data: [{ current_period_end: PERIOD_END }] }
  // As much of a Subscription as is read.
  const { currentPeriodEnd, ...run } = subscriptionSnapshot({
    ...rest,
    ...times,
    items,
  } as unknown as Stripe.Subscription)
  return [run.cancelAtPeriodEnd, Number(currentPeriodEnd) / 1000]
}

it('a subscription is charged no more when it ends with or before its period, and is until an end that lies behind it', () => {
  expect(read(null)).toEqual([false, PERIOD_END])
  expect(read(null, true)).toEqual([true, PERIOD_END])
  expect(read(PERIOD_END, true)).toEqual([true, PERIOD_END])
  expect(read(PERIOD_END - 86_400)).toEqual([true, PERIOD_END - 86_400])
  expect(read(PERIOD_END + 90 * 86_400)).toEqual([false, PERIOD_END])
})
