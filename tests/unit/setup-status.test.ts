import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isOver,
  REDIRECT_SECONDS,
  SETUP_INTENT_STATUSES,
  SETUP_STATES,
  type SetupFacts,
  type SetupState,
  setupState,
  sweepDelaySeconds,
} from '@/lib/domain/setup-status'

const CLOSES = new Date('2026-11-20T12:10:00Z')
const BEFORE = new Date(CLOSES.getTime() - 1)
const EXPIRED_CODE = 'setup_intent_setup_attempt_expired'
const FRESH: SetupFacts = {
  status: 'requires_payment_method',
  failed: false,
  failedAt: null,
  redirectExpiresAt: null,
  errorCode: null,
  hasPaymentMethod: false,
}

const code = fc.oneof(
  fc.constant(null),
  fc.constantFrom(EXPIRED_CODE, 'setup_attempt_failed', 'payment_method_provider_decline', 'payment_intent_succeeded'),
  fc.string(),
)
const anyTime = fc.option(fc.constantFrom(BEFORE, CLOSES, new Date(CLOSES.getTime() + 1)), { nil: null })
const facts: fc.Arbitrary<SetupFacts> = fc.record({
  status: fc.constantFrom(null, ...SETUP_INTENT_STATUSES),
  failed: fc.boolean(),
  failedAt: anyTime,
  redirectExpiresAt: anyTime,
  errorCode: code,
  hasPaymentMethod: fc.boolean(),
})

describe('what a try at saving has come to', () => {
  it.each<[SetupFacts['status'], SetupState, SetupState]>([
    [null, 'starting', 'starting'],
    ['requires_payment_method', 'ready', 'declined'],
    ['requires_confirmation', 'ready', 'declined'],
    ['requires_action', 'confirming', 'confirming'],
    ['processing', 'confirming', 'confirming'],
    ['succeeded', 'saved', 'saved'],
    ['canceled', 'canceled', 'declined'],
  ])('follows Stripe’s %s: %s, and %s when the attempt failed', (status, plain, failed) => {
    const facts = { ...FRESH, status, hasPaymentMethod: true }
    expect(setupState(facts)).toBe(plain)
    expect(setupState({ ...facts, failed: true, failedAt: BEFORE, redirectExpiresAt: CLOSES })).toBe(failed)
  })

  it('is disconnected when it succeeded without a method of the customer’s own', () => {
    expect(setupState({ ...FRESH, status: 'succeeded', hasPaymentMethod: false })).toBe('disconnected')
  })

  it.each<[string, Partial<SetupFacts>, SetupState]>([
    ['in time', { failedAt: BEFORE, redirectExpiresAt: CLOSES }, 'declined'],
    ['when the window closed', { failedAt: CLOSES, redirectExpiresAt: CLOSES }, 'expired'],
    ['without a redirect', { failedAt: CLOSES }, 'declined'],
    [
      'in time, with Stripe’s own code',
      { failedAt: BEFORE, redirectExpiresAt: CLOSES, errorCode: EXPIRED_CODE },
      'expired',
    ],
  ])('calls a failure heard of %s by its name', (_when, times, state) => {
    expect(setupState({ ...FRESH, failed: true, ...times })).toBe(state)
  })

  it('never lets an error code decide more than the wording of a failure', () => {
    const outcome = (setup: SetupFacts) => setupState(setup).replace(/^(declined|expired)$/, 'failed')
    fc.assert(
      fc.property(facts, code, (setup, errorCode) => {
        expect(outcome({ ...setup, errorCode })).toBe(outcome(setup))
      }),
      { numRuns: 2000 },
    )
  })

  it('is always one of the states a customer can be told about', () => {
    fc.assert(
      fc.property(facts, (setup) => void expect(SETUP_STATES).toContain(setupState(setup))),
      { numRuns: 2000 },
    )
  })

  it('keeps a page polling only while Stripe or the customer is still at work', () => {
    expect(SETUP_STATES.filter((state) => !isOver(state))).toEqual(['starting', 'confirming'])
  })

  it('gives the customer ten minutes at Amazon', () => expect(REDIRECT_SECONDS).toBe(600))
})

describe('the sweep’s patience', () => {
  it.each([
    [0, 60],
    [1, 120],
    [2, 240],
    [5, 1920],
    [6, 3600],
    [1_000_000, 3600],
  ])('after %i turns waits %i seconds', (turns, seconds) =>
    expect(sweepDelaySeconds(turns, 'requires_confirmation')).toBe(seconds),
  )

  it('stays at a minute while the customer is at Amazon', () => {
    expect(sweepDelaySeconds(8, 'requires_action')).toBe(60)
  })

  it('never shrinks and stays between a minute and an hour', () => {
    fc.assert(
      fc.property(fc.nat(), (turns) => {
        const delay = sweepDelaySeconds(turns, null)
        expect(delay).toBeGreaterThanOrEqual(60)
        expect(delay).toBeLessThanOrEqual(3600)
        expect(sweepDelaySeconds(turns + 1, null)).toBeGreaterThanOrEqual(delay)
      }),
    )
  })
})
