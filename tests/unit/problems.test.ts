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
