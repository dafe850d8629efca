import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchWord, problemWords, sumWords } from '@/components/console/batch-words'
import { afterCommand, BATCH_COMMANDS, BATCH_STATUSES, LINE_PROBLEMS } from '@/lib/domain/charge-batch'
import { parseMoney, parseSum, typedMoney } from '@/lib/domain/money'

describe('a list of charges', () => {
  it('is led by each command from where it stands, and never back from its end', () => {
    const table = BATCH_STATUSES.map((status) => [status, ...BATCH_COMMANDS.map((one) => afterCommand(status, one))])
    expect(table).toEqual([
      ['draft', null, null, 'stopped'],
      ['running', 'paused', 'running', 'stopped'],
      ['paused', 'paused', 'running', 'stopped'],
      ['stopped', null, null, 'stopped'],
      ['done', null, null, null],
    ])
  })

  it('is not done before Stripe has answered about its last line', () => {
    const line = (outcome: 'under_way' | 'paid') => [{ outcome, currency: 'usd', count: 1, amount: 500 }]
    expect(batchWord({ status: 'done', totals: line('under_way') }).word).toBe('Finishing')
    expect(batchWord({ status: 'done', totals: line('paid') }).word).toBe('Done')
  })

  it('says of everything that is wrong with a line what to mend, in a sentence', () => {
    const sentences = problemWords({ problems: [...LINE_PROBLEMS], sameAsLine: 17 })
    expect(new Set(sentences).size).toBe(LINE_PROBLEMS.length)
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^_]*\.$/)
    expect(sentences.at(-1)).toContain('Line 17')
  })

  it('adds up each currency by itself', () => {
    const of = (currency: string, amount: number) => ({ outcome: 'paid' as const, currency, count: 1, amount })
    expect(sumWords([of('usd', 100), of('eur', 250), of('usd', 1)], 'paid')).toBe('$1.01 and €2.50')
    expect(sumWords([of('usd', 100)], 'failed')).toBe('–')
  })
})

describe('a sum that has to be typed', () => {
  it('may be more than Stripe takes at once, and is read as it is shown', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 * 99_999_999 }),
        fc.constantFrom('usd', 'jpy'),
        (amount, currency) => {
          expect(parseSum(typedMoney({ amount, currency }), currency)).toBe(amount)
        },
      ),
    )
    expect(parseMoney('1000000.00', 'usd')).toBeNull()
    for (const typed of ['', '0', '-1', '1,000.00', '1.005', '1e3', '$1']) expect(parseSum(typed, 'usd')).toBeNull()
  })
})
