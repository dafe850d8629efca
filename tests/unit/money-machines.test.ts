import fc from 'fast-check'
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { brokenRules } from '../support/object-rules'
import { walk } from '../support/random-walk'
import { type ChargeCommand, changeCharge, stateOfCharge, unrefunded } from '@/sandbox/machines/charge'
import { type DisputeCommand, changeDispute } from '@/sandbox/machines/dispute'
import { type PaymentCommand, changePayment } from '@/sandbox/machines/payment-intent'
import { type RefundCommand, changeRefund } from '@/sandbox/machines/refund'

const AMOUNT = 1200
const amount = fc.integer({ min: 1, max: AMOUNT + 100 })
const always = <Command>(command: Command) => fc.constant(command)

// Each start has the members that its machine looks at, and stands for the whole object.
const payment = {
  object: 'payment_intent',
  amount: AMOUNT,
  amount_capturable: 0,
  amount_received: 0,
  canceled_at: null,
  cancellation_reason: null,
  last_payment_error: null,
  latest_charge: null,
  next_action: null,
  payment_method: null,
  status: 'requires_payment_method',
} as unknown as Stripe.PaymentIntent

const paymentCommands = fc.oneof(
  ...[
    { do: 'give_method', paymentMethod: 'pm_1' } as const,
    { do: 'redirect', paymentMethod: 'pm_1', url: 'https://example.com/a', returnUrl: 'https://example.com/' } as const,
    { do: 'process', paymentMethod: 'pm_1' } as const,
    { do: 'succeed', paymentMethod: 'pm_1', charge: 'py_1' } as const,
    { do: 'hold', paymentMethod: 'pm_1', charge: 'py_1' } as const,
    { do: 'fail', error: { type: 'card_error' }, charge: null } as const,
    { do: 'cancel', reason: 'abandoned', at: 1 } as const,
  ].map((command: PaymentCommand) => always(command)),
  fc.integer({ min: 1, max: AMOUNT }).map((taken): PaymentCommand => ({ do: 'capture', amount: taken })),
)

const failed = {
  object: 'charge',
  amount: AMOUNT,
  amount_captured: 0,
  amount_refunded: 0,
  balance_transaction: null,
  captured: false,
  disputed: false,
  failure_code: 'card_declined',
  paid: false,
  refunded: false,
  status: 'failed',
} as unknown as Stripe.Charge
const held: Stripe.Charge = { ...failed, failure_code: null, paid: true, status: 'succeeded' }
const taken: Stripe.Charge = { ...held, amount_captured: AMOUNT, captured: true }

const chargeCommands = fc.oneof(
  always<ChargeCommand>({ do: 'book', transaction: 'txn_1' }),
  always<ChargeCommand>({ do: 'release', told: 'charge.expired' }),
  always<ChargeCommand>({ do: 'contest' }),
  amount.map((some): ChargeCommand => ({ do: 'capture', amount: some, transaction: 'txn_2' })),
  amount.map((some): ChargeCommand => ({ do: 'refund', amount: some })),
  amount.map((some): ChargeCommand => ({ do: 'take_back', amount: some })),
)

const refund = {
  object: 'refund',
  amount: 500,
  balance_transaction: 'txn_1',
  pending_reason: 'processing',
  status: 'pending',
} as Stripe.Refund

const dispute = {
  object: 'dispute',
  balance_transactions: [],
  evidence: { uncategorized_text: null },
  evidence_details: { has_evidence: false, submission_count: 0, submission_method: 'not_submitted' },
  metadata: {},
  status: 'needs_response',
} as unknown as Stripe.Dispute
// Only its being there is looked at.
const transaction = { id: 'txn_1' } as Stripe.BalanceTransaction

const disputeCommands = fc.oneof(
  fc.record({
    do: fc.constant('respond' as const),
    evidence: fc.constantFrom({}, { uncategorized_text: 'It arrived.' }),
    metadata: fc.constantFrom({}, { seen: '1' }),
    submit: fc.boolean(),
  }),
  ...[
    { do: 'withdraw', transaction } as const,
    { do: 'describe', metadata: { seen: '2' } } as const,
    { do: 'lose' } as const,
    { do: 'win', transaction } as const,
  ].map((command: DisputeCommand) => always(command)),
)

describe('whatever is done to it, allowed or not', () => {
  it('a PaymentIntent is in a state that Stripe knows, and stays as it ended', () => {
    const {
      taken: done,
      refused,
      reached,
    } = walk({
      starts: [payment],
      commands: paymentCommands,
      step: (before, command) => changePayment(before, command).paymentIntent,
      wrong: (after, before) => [...brokenRules(after), ...ended(before, ['succeeded', 'canceled'])],
    })
    expect([...done].sort()).toEqual([...refused].sort())
    expect(done.size).toBe(8)
    expect(new Set(reached.map(({ status }) => status)).size).toBe(7)
  })

  it('a charge gives back no more than it took, and each change of it has one event at most', () => {
    const {
      taken: done,
      refused,
      reached,
    } = walk({
      starts: [failed, held, taken],
      commands: chargeCommands,
      step: (before, command) => changeCharge(before, command).charge,
      wrong: (after, before, command) => {
        const silent = changeCharge(before, command).event === null
        const moved = unrefunded(before) - unrefunded(after)
        const expected = command.do === 'refund' ? command.amount : command.do === 'take_back' ? -command.amount : moved
        return [
          ...brokenRules(after),
          ...(silent === ['take_back', 'contest'].includes(command.do) ? [] : ['tells of the wrong changes']),
          ...(moved === expected ? [] : ['gives back another amount']),
        ]
      },
    })
    expect([...done].sort()).toEqual([...refused].sort())
    expect(new Set(reached.map(stateOfCharge))).toEqual(new Set(['captured', 'released']))
  })

  it('a refund brings its money back once at most', () => {
    const {
      taken: done,
      refused,
      reached,
    } = walk({
      starts: [refund, settled(refund)],
      commands: fc.constantFrom<RefundCommand>(
        { do: 'succeed' },
        { do: 'fail', reason: 'unknown', transaction: 'txn_2' },
      ),
      step: (before, command) => changeRefund(before, command).refund,
      wrong: (after, before) => [...brokenRules(after), ...ended(before, ['failed'])],
    })
    expect([...done].sort()).toEqual([...refused].sort())
    expect(new Set(reached.map(({ status }) => status))).toEqual(new Set(['succeeded', 'failed']))
  })

  it('a dispute takes the money once, brings it back once at most, and is answered once', () => {
    const {
      taken: done,
      refused,
      reached,
    } = walk({
      starts: [dispute],
      commands: disputeCommands,
      step: (before, command) => changeDispute(before, command).dispute,
      wrong: (after, before, command) => [
        ...brokenRules(after),
        ...(command.do === 'describe' ? [] : ended(before, ['won', 'lost'])),
      ],
    })
    expect([...refused].sort()).toEqual(['lose', 'respond', 'win', 'withdraw'])
    expect(done.size).toBe(5)
    expect(new Set(reached.map(({ status }) => status)).size).toBe(4)
  })
})

function ended({ status }: { status: string | null }, ends: string[]): string[] {
  return ends.includes(status ?? '') ? ['went on after its end'] : []
}

function settled({ pending_reason: reason, ...rest }: Stripe.Refund): Stripe.Refund {
  void reason
  return { ...rest, status: 'succeeded' }
}
