import fc from 'fast-check'
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { brokenRules } from '../support/object-rules'
import { walk } from '../support/random-walk'
import { type InvoiceCommand, changeInvoice } from '@/sandbox/machines/invoice'
import { type SubscriptionCommand, changeSubscription, hasEnded } from '@/sandbox/machines/subscription'

// Each start has the members that its machine looks at, and stands for the whole object.
const draft = {
  object: 'invoice',
  amount_due: 900,
  amount_paid: 0,
  amount_remaining: 900,
  attempt_count: 0,
  attempted: false,
  auto_advance: true,
  next_payment_attempt: 5,
  number: null,
  status: 'draft',
  status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
} as unknown as Stripe.Invoice

const subscription = {
  object: 'subscription',
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  cancellation_details: null,
  default_payment_method: null,
  ended_at: null,
  items: { data: [] },
  latest_invoice: 'in_1',
  status: 'incomplete',
} as unknown as Stripe.Subscription
const ending = { cancel_at: 9, cancel_at_period_end: true, canceled_at: 3 }

const invoiceCommands = fc.constantFrom<InvoiceCommand>(
  { do: 'finalize', number: 'A-1', at: 1 },
  { do: 'attempt', counts: true, next: 9 },
  { do: 'attempt', counts: false, next: null },
  { do: 'fail' },
  { do: 'require_action' },
  { do: 'pay', at: 2 },
  { do: 'void', at: 3 },
  { do: 'stop_collecting' },
)

const subscriptionCommands = fc.constantFrom<SubscriptionCommand>(
  { do: 'renew', start: 1, end: 2, invoice: 'in_2' },
  { do: 'paid', paymentMethod: 'pm_1' },
  { do: 'paid', paymentMethod: null },
  { do: 'unpaid' },
  { do: 'pause', at: 3 },
  { do: 'fail' },
  { do: 'lapse', at: 4 },
  { do: 'cancel', at: 5, reason: null },
)

describe('whatever is done to it, allowed or not', () => {
  it('an invoice is paid once and in full, or voided, and stays so', () => {
    const { taken, refused, reached } = walk({
      starts: [draft],
      commands: invoiceCommands,
      step: (before, command) => changeInvoice(before, command).invoice,
      wrong: (after, before) => [
        ...brokenRules(after),
        ...(before.status === 'paid' || before.status === 'void' ? ['went on after its end'] : []),
        ...(after.attempt_count < before.attempt_count ? ['forgot an attempt'] : []),
      ],
    })
    expect(taken.size).toBe(7)
    expect([...taken].sort()).toEqual([...refused].sort())
    expect(new Set(reached.map(({ status }) => status))).toEqual(new Set(['draft', 'open', 'paid', 'void']))
  })

  it('a subscription that has ended stays so, whatever is paid afterwards', () => {
    const { taken, refused, reached } = walk({
      starts: [subscription, { ...subscription, status: 'trialing' }, { ...subscription, ...ending, status: 'active' }],
      commands: subscriptionCommands,
      step: (before, command) => changeSubscription(before, command).subscription,
      wrong: (after, before) => [
        ...brokenRules(after),
        ...(hasEnded(before) && after.status !== before.status ? ['came back to life'] : []),
      ],
    })
    expect(taken.size).toBe(7)
    expect([...refused].sort()).toEqual(['cancel', 'lapse', 'pause', 'renew', 'unpaid'])
    expect(new Set(reached.map(({ status }) => status)).size).toBe(8)
  })
})
