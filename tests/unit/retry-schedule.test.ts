import { describe, expect, it } from 'vitest'
import { mayPassLater, nextTryAfter } from '@/lib/domain/retry-schedule'

const at = new Date('2026-11-21T10:00:00Z')
const HOURS = [24, 72, 168]
const after = (triesBefore: number, code: string | null = null, advice: string | null = null) =>
  nextTryAfter({ code, advice, triesBefore, at }, HOURS)?.toISOString() ?? null

describe('the next try after a decline', () => {
  it.each([
    [0, '2026-11-22T10:00:00.000Z'],
    [1, '2026-11-24T10:00:00.000Z'],
    [2, '2026-11-28T10:00:00.000Z'],
    [3, null],
    [4, null],
  ])('when there were %i further ones before is %s', (tries, expected) => {
    expect(after(tries)).toBe(expected)
  })

  it('is none where none are wanted', () => {
    expect(nextTryAfter({ code: null, advice: null, triesBefore: 0, at }, [])).toBeNull()
  })

  it.each([
    ...['lost_card', 'stolen_card', 'pickup_card', 'expired_card', 'authentication_required'],
    ...['payment_intent_mandate_invalid', 'payment_method_customer_decline', 'revocation_of_authorization'],
  ])('is none after %s: only the customer can go on', (code) => {
    expect([mayPassLater(code, null), after(0, code)]).toEqual([false, null])
  })

  it.each([
    'insufficient_funds',
    'try_again_later',
    'payment_method_provider_decline',
    'a_code_of_tomorrow',
    'constructor',
    '',
  ])('is made after %s, which may pass later', (code) => {
    expect([mayPassLater(code, null), after(0, code)]).toEqual([true, '2026-11-22T10:00:00.000Z'])
  })

  it.each([
    ['do_not_try_again', false],
    ['confirm_card_data', false],
    ['try_again_later', true],
    ['advice_of_tomorrow', true],
  ])('follows the advice %s, whatever the code', (advice, passes) => {
    expect(mayPassLater('insufficient_funds', advice)).toBe(passes)
  })
})
