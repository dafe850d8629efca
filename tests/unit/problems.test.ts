import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '@/lib/domain/errors'
import { problemSentence } from '@/lib/domain/problems'

const FORM_CODES = ['validation_failed', 'wrong_credentials', 'email_taken', 'notice_changed', 'too_many_requests']
const FAILED_SAVES = ['payment_provider_refused', 'payment_provider_unavailable', 'amazon_pay_unavailable']

describe('what a form says when it comes back with a problem', () => {
  it.each(FORM_CODES)('has a sentence for %s', (code) => expect(problemSentence(code)).toMatch(/^[A-Z].*[.]$/))

  it.each(FAILED_SAVES)('says for %s that nothing was saved', (code) =>
    expect(problemSentence(code)).toMatch(/^Nothing was saved\./),
  )

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '', 'Validation_failed', ' forbidden'])(
    'is silent about %j',
    (code) => expect(problemSentence(code)).toBeUndefined(),
  )

  it('does not say that nothing was charged where something may have been, and Stripe did not answer', () => {
    const sentence = problemSentence('payment_provider_unavailable', { paying: true })
    expect(sentence).toContain('we’re not sure whether this went through')
    expect(sentence).not.toMatch(/nothing/i)
  })

  it('does not say that nothing was done by a form that was sent before', () =>
    expect(problemSentence('idempotency_key_reused')).toMatch(/^Nothing new was done\./))

  it('speaks of no hold where an order is too large', () =>
    expect(problemSentence('amount_too_large')).not.toMatch(/held|hold/))

  it('has a sentence for a tick that may not have arrived, on the pages of paying alone', () => {
    expect(problemSentence('choice_unsure', { paying: true })).toContain('check the box before you pay')
    expect(problemSentence('choice_unsure')).toBeUndefined()
    expect(problemSentence('constructor', { paying: true })).toBeUndefined()
  })

  it('is silent without a code', () => expect(problemSentence(undefined)).toBeUndefined())

  it('never says a word that a link could choose', () => {
    const known: string[] = [...ERROR_CODES]
    fc.assert(
      fc.property(fc.string(), (code) => {
        fc.pre(!known.includes(code))
        expect(problemSentence(code)).toBeUndefined()
      }),
      { numRuns: 1000 },
    )
  })

  it('never repeats a code, a quotation from Stripe or a half sentence', () => {
    for (const code of ERROR_CODES) {
      const sentence = problemSentence(code)
      if (sentence) expect(sentence).toMatch(/^[A-Z][^_]*\.$/)
    }
  })
})
