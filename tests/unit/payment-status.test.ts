import { describe, expect, it } from 'vitest'
import {
  isInFlight,
  orderState,
  PAYMENT_INTENT_STATUSES,
  PAYMENT_STATES,
  type PaymentFacts,
  paymentState,
} from '@/lib/domain/payment-status'

const FAILURES = [null, 'declined', 'refused'] as const
const ALL: PaymentFacts[] = [null, ...PAYMENT_INTENT_STATUSES].flatMap((status) =>
  FAILURES.map((failure) => ({ status, failure })),
)
const fresh: PaymentFacts = { status: 'requires_payment_method', failure: null }
const declined: PaymentFacts = { status: 'requires_payment_method', failure: 'declined' }
const refused: PaymentFacts = { status: 'canceled', failure: 'refused' }
const canceled: PaymentFacts = { status: 'canceled', failure: null }
const paid: PaymentFacts = { status: 'succeeded', failure: null }
const held: PaymentFacts = { status: 'requires_capture', failure: null }
const waiting: PaymentFacts = { status: 'requires_action', failure: null }

describe('a payment', () => {
  it.each([
    [null, null, 'starting'],
    [null, 'refused', 'refused'],
    ['requires_payment_method', null, 'charging'],
    ['requires_payment_method', 'declined', 'declined'],
    ['requires_payment_method', 'refused', 'refused'],
    ['requires_confirmation', null, 'charging'],
    ['requires_confirmation', 'declined', 'declined'],
    ['requires_action', null, 'needs_customer'],
    ['processing', null, 'processing'],
    ['requires_capture', null, 'authorized'],
    ['succeeded', null, 'paid'],
    ['canceled', null, 'canceled'],
    ['canceled', 'declined', 'declined'],
    ['canceled', 'refused', 'refused'],
  ] as const)('of status %s and failure %s is %s', (status, failure, state) => {
    expect(paymentState({ status, failure })).toBe(state)
  })

  it('has a state in every combination, and each state is reached', () => {
    expect(new Set(ALL.map(paymentState))).toEqual(new Set(PAYMENT_STATES))
  })

  it('is never called failed while Stripe says that money moves or has moved', () => {
    const moving = ALL.filter(({ status }) => status === 'succeeded' || status === 'processing')
    expect(moving.map(paymentState).some((state) => state === 'declined' || state === 'refused')).toBe(false)
  })

  it('is worth polling exactly while it can still change by itself', () => {
    expect(PAYMENT_STATES.filter(isInFlight)).toEqual(['starting', 'charging', 'processing'])
  })
})

describe('an order', () => {
  it.each([
    ['nothing', [], 'unpaid'],
    ['one that was canceled', [canceled], 'unpaid'],
    ['one that was declined', [declined], 'failed'],
    ['one that was refused', [refused], 'failed'],
    ['one that was canceled and one declined', [canceled, declined], 'failed'],
    ['one that goes on and one declined', [fresh, declined], 'in_progress'],
    ['one that waits for the customer', [waiting, refused], 'needs_customer'],
    ['one that goes on beside it', [waiting, fresh], 'in_progress'],
    ['one that is held', [held, fresh, declined], 'authorized'],
    ['one that is paid', [declined, canceled, waiting, fresh, held, paid], 'paid'],
  ] as const)('with %s is %s', (_what, payments, state) => {
    expect(orderState(payments)).toBe(state)
  })

  it('is the same in whatever order its payments are given, and however often', () => {
    for (const one of ALL)
      for (const other of ALL) {
        expect(orderState([one, other])).toBe(orderState([other, one]))
        expect(orderState([one, one, other])).toBe(orderState([one, other]))
      }
  })

  it('that is paid stays paid, whatever comes besides', () => {
    expect(new Set(ALL.map((other) => orderState([other, paid])))).toEqual(new Set(['paid']))
  })
})
