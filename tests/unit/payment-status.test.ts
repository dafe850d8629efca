import { describe, expect, it } from 'vitest'
import {
  isInFlight,
  ORDER_STATES,
  orderState,
  PAYMENT_INTENT_STATUSES,
  PAYMENT_STATES,
  type PaymentFacts,
  paymentState,
} from '@/lib/domain/payment-status'

const NOON = new Date('2026-05-04T12:00:00Z')
const LATER = new Date('2026-05-04T12:00:01Z')
const EXPIRED = 'payment_intent_payment_attempt_expired'

/** A charge of $12.00 while the customer is away that Stripe has not answered, unless `changes` say otherwise. */
function payment(changes: Partial<PaymentFacts> = {}): PaymentFacts {
  return {
    status: null,
    failure: null,
    failedAt: null,
    errorCode: null,
    redirectExpiresAt: null,
    offSession: true,
    authorizedAt: null,
    amountReceived: null,
    amountRefunded: 0,
    ...changes,
  }
}

/** Each given payment with each of these values of one fact. */
function each<Name extends keyof PaymentFacts>(all: PaymentFacts[], name: Name, values: PaymentFacts[Name][]) {
  return all.flatMap((one) => values.map((value) => ({ ...one, [name]: value })))
}

/** Every combination of facts that makes a difference: also such as the database would refuse. */
function everyPayment(): PaymentFacts[] {
  let all = each([payment()], 'status', [null, ...PAYMENT_INTENT_STATUSES])
  all = each(all, 'failure', [null, 'declined', 'refused'])
  all = each(all, 'failedAt', [null, NOON, LATER])
  all = each(all, 'errorCode', [null, 'card_declined', EXPIRED])
  all = each(all, 'redirectExpiresAt', [null, NOON, LATER])
  all = each(all, 'offSession', [true, false])
  all = each(all, 'authorizedAt', [null, NOON])
  all = each(all, 'amountReceived', [null, 1200])
  return each(all, 'amountRefunded', [0, 1199, 1200])
}

const ALL = everyPayment()
const SUCCEEDED = { status: 'succeeded', amountReceived: 1200 } as const

/** One payment of each state, as a charge while away and as the customer's own: all that an order's state can depend on. */
const KINDS = [...new Map(ALL.map((one) => [`${paymentState(one)} ${one.offSession}`, one])).values()]

const fresh = payment({ status: 'requires_payment_method' })
const declined = payment({ status: 'requires_payment_method', failure: 'declined', failedAt: NOON })
const expired = payment({ ...declined, redirectExpiresAt: NOON, offSession: false })
const refused = payment({ status: 'canceled', failure: 'refused', failedAt: NOON })
const canceled = payment({ status: 'canceled' })
const released = payment({ status: 'canceled', authorizedAt: NOON })
const paid = payment(SUCCEEDED)
const refunded = payment({ ...SUCCEEDED, amountRefunded: 1200 })
const held = payment({ status: 'requires_capture', authorizedAt: NOON })
const waiting = payment({ status: 'requires_action' })
const open = payment({ status: 'requires_payment_method', offSession: false })

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
    expect(paymentState(payment({ status, failure }))).toBe(state)
  })

  it.each([
    ['that Stripe has not answered', 'starting', { status: null }],
    ['that waits for a method', 'open', { status: 'requires_payment_method' }],
    ['that waits for its confirmation', 'open', { status: 'requires_confirmation' }],
    ['whose customer is at Amazon', 'needs_customer', { status: 'requires_action' }],
    ['that was declined', 'declined', { status: 'requires_payment_method', failure: 'declined' }],
    ['that went through', 'paid', SUCCEEDED],
  ] as const)('of a customer’s own, %s, is %s', (_which, state, changes) => {
    expect(paymentState(payment({ ...changes, offSession: false }))).toBe(state)
  })

  it.each([
    ['nothing', 'paid', { amountReceived: 1200 }],
    ['an amount that is not read yet', 'paid', { amountReceived: null, amountRefunded: 1200 }],
    ['a part', 'paid', { amountReceived: 1200, amountRefunded: 1 }],
    ['all but one', 'paid', { amountReceived: 1200, amountRefunded: 1199 }],
    ['all', 'refunded', { amountReceived: 1200, amountRefunded: 1200 }],
    ['all that was captured of a hold', 'refunded', { amountReceived: 700, amountRefunded: 700 }],
  ] as const)('that succeeded, with %s given back, is %s', (_what, state, changes) => {
    expect(paymentState(payment({ status: 'succeeded', ...changes }))).toBe(state)
  })

  it.each([
    ['a second before its window closed', 'declined', { failedAt: NOON, redirectExpiresAt: LATER }],
    ['as its window closed', 'expired', { failedAt: NOON, redirectExpiresAt: NOON }],
    ['after its window had closed', 'expired', { failedAt: LATER, redirectExpiresAt: NOON }],
    ['that never had a window', 'declined', { failedAt: NOON, redirectExpiresAt: null }],
    ['early by Stripe’s own word', 'expired', { failedAt: NOON, redirectExpiresAt: LATER, errorCode: EXPIRED }],
  ] as const)('that failed %s is %s, open or closed since', (_when, state, changes) => {
    for (const status of ['requires_payment_method', 'requires_confirmation', 'canceled'] as const) {
      expect(paymentState(payment({ ...changes, status, failure: 'declined', offSession: false }))).toBe(state)
      expect(paymentState(payment({ ...changes, status, failure: 'refused', offSession: false }))).toBe('refused')
    }
  })

  it('whose hold has ended is released, whatever failed before', () => {
    const ended = ALL.filter(({ status, authorizedAt }) => status === 'canceled' && authorizedAt)
    expect(new Set(ended.map(paymentState))).toEqual(new Set(['released']))
  })

  it('has a state in every combination, and each state is reached', () => {
    expect(new Set(ALL.map(paymentState))).toEqual(new Set(PAYMENT_STATES))
  })

  it('is never called failed while Stripe says that money moves, is held or has moved', () => {
    const moving = ALL.filter(
      ({ status }) => status === 'succeeded' || status === 'processing' || status === 'requires_capture',
    )
    expect(new Set(moving.map(paymentState))).toEqual(new Set(['paid', 'refunded', 'processing', 'authorized']))
  })

  it('is never said to have moved, held or given back money unless Stripe says so', () => {
    const money = new Set(['paid', 'refunded', 'authorized'])
    const silent = ALL.filter(({ status }) => status !== 'succeeded' && status !== 'requires_capture')
    expect(silent.map(paymentState).filter((state) => money.has(state))).toEqual([])
  })

  it('is open only to the customer, and charged only by the merchant', () => {
    const statesOf = (offSession: boolean) =>
      new Set(ALL.filter((one) => one.offSession === offSession).map(paymentState))
    expect(statesOf(true).has('open')).toBe(false)
    expect(statesOf(false).has('charging')).toBe(false)
  })

  it('is worth polling exactly while it can still change by itself', () => {
    expect(PAYMENT_STATES.filter(isInFlight)).toEqual(['starting', 'charging', 'processing'])
  })
})

describe('an order', () => {
  it.each([
    ['nothing', 'unpaid', []],
    ['one that was canceled', 'unpaid', [canceled]],
    ['one that was declined', 'failed', [declined]],
    ['one that expired', 'failed', [expired]],
    ['one that was refused', 'failed', [refused]],
    ['one that was canceled and one declined', 'failed', [canceled, declined]],
    ['one that goes on and one declined', 'in_progress', [fresh, declined]],
    ['one that Stripe has not answered', 'in_progress', [payment()]],
    ['one of the customer’s that Stripe has not answered', 'unpaid', [payment({ offSession: false })]],
    ['one of the customer’s that is open', 'unpaid', [open]],
    ['one of the customer’s that is open after one declined', 'failed', [open, declined]],
    ['one that waits for the customer', 'needs_customer', [waiting, refused]],
    ['one that goes on beside it', 'in_progress', [waiting, fresh]],
    ['one that is held', 'authorized', [held, fresh, declined]],
    ['one whose hold has ended', 'released', [released, declined, canceled]],
    ['one whose hold has ended and one at Amazon', 'needs_customer', [released, waiting]],
    ['one that was given back', 'refunded', [refunded, released, declined, fresh]],
    ['one that was given back and one held', 'authorized', [refunded, held]],
    ['one that was given back and one paid', 'paid', [refunded, paid]],
    ['one that is paid', 'paid', [declined, canceled, waiting, fresh, held, paid]],
  ] as const)('with %s is %s', (_what, state, payments) => {
    expect(orderState(payments)).toBe(state)
  })

  it('follows from the states of its payments and whose turn they are, and reaches each of its own', () => {
    const reached = KINDS.flatMap((one) => KINDS.map((other) => orderState([one, other])))
    expect(new Set(reached)).toEqual(new Set(ORDER_STATES))
    for (const one of ALL) {
      const kind = KINDS.find(
        (other) => paymentState(other) === paymentState(one) && other.offSession === one.offSession,
      )
      expect(orderState([one])).toBe(orderState(kind ? [kind] : []))
    }
  })

  it('is the same in whatever order its payments are given, and however often', () => {
    for (const one of KINDS)
      for (const other of KINDS) {
        expect(orderState([one, other])).toBe(orderState([other, one]))
        expect(orderState([one, one, other])).toBe(orderState([one, other]))
      }
  })

  it('that is paid stays paid, whatever comes besides', () => {
    expect(new Set(ALL.map((other) => orderState([other, paid])))).toEqual(new Set(['paid']))
  })

  it('is never called failed or unpaid while any of its payments moved, holds or gave back money', () => {
    const moved = KINDS.filter((one) => ['paid', 'refunded', 'authorized', 'processing'].includes(paymentState(one)))
    const states = moved.flatMap((one) => KINDS.map((other) => orderState([one, other])))
    expect(states.filter((state) => state === 'failed' || state === 'unpaid')).toEqual([])
  })
})
