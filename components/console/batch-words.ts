import type { Tone } from '@/components/ui/tone'
import type { ChargeBatchDto, ChargeBatchLineDto } from '@/lib/contracts/charge-batches'
import type { LineOutcome, LineProblem } from '@/lib/domain/charge-batch'
import { formatMoney, sumOf, totalsOf } from '@/lib/domain/money'

type Word = { tone?: Tone; word: string }

/** Where a list stands, in a word or two. It is finishing while Stripe has not answered about its last lines. */
export function batchWord({ status, totals }: Pick<ChargeBatchDto, 'status' | 'totals'>): Word {
  const isOpen = countOf(totals, 'under_way') > 0
  switch (status) {
    case 'draft':
      return { word: 'Draft' }
    case 'running':
      return { tone: 'info', word: 'Running' }
    case 'paused':
      return { tone: 'warning', word: 'Paused' }
    case 'stopped':
      return isOpen ? { tone: 'info', word: 'Stopping' } : { word: 'Stopped' }
    case 'done':
      return isOpen ? { tone: 'info', word: 'Finishing' } : { tone: 'success', word: 'Done' }
  }
}

/** What became of a line, in a word or two. */
export function outcomeWord(outcome: LineOutcome): Word {
  switch (outcome) {
    case 'bad':
      return { tone: 'danger', word: 'Can’t be charged' }
    case 'waiting':
      return { word: 'Ready' }
    case 'under_way':
      return { tone: 'info', word: 'Under way' }
    case 'paid':
      return { tone: 'success', word: 'Paid' }
    case 'failed':
      return { tone: 'danger', word: 'Not paid' }
    case 'skipped':
      return { tone: 'warning', word: 'Skipped' }
    case 'cancelled':
      return { word: 'Not started' }
  }
}

/** Why a line can't be charged, in a sentence each. */
export function problemWords({ problems, sameAsLine }: Pick<ChargeBatchLineDto, 'problems' | 'sameAsLine'>): string[] {
  return problems.map((problem) =>
    problem === 'duplicate'
      ? `Line ${sameAsLine} asks for the very same. If it is meant, give it another reference.`
      : PROBLEMS[problem],
  )
}

const PROBLEMS: Record<Exclude<LineProblem, 'duplicate'>, string> = {
  unreadable: 'The line can’t be read: a quotation mark is missing or out of place.',
  not_utf8: 'It has letters that are not in UTF-8. Save the file as “CSV UTF-8”.',
  wrong_columns: 'It has more or fewer columns than the first line.',
  customer_missing: 'It names no customer.',
  no_customer: 'Nobody is known by this e-mail address or id.',
  no_method: 'This customer has no saved payment method.',
  method_removed: 'This customer’s saved payment method is no longer connected.',
  no_mandate: 'This customer has not allowed charges while they are away.',
  other_account: 'This customer’s saved payment method belongs to another Stripe account.',
  currency_not_taken: 'Amazon Pay can’t be charged in this currency by this shop.',
  amount_malformed:
    'The amount is not a number above zero such as 12.00, with a point and no more decimals than its currency has.',
  amount_too_small: 'The amount is below the smallest one that can be charged.',
  amount_too_large: 'The amount is more than Stripe takes at once.',
  description_missing: 'It doesn’t say what it is for, in one line of text.',
  description_too_long: 'What it is for has more than 200 characters.',
  reference_too_long: 'The reference has more than 100 characters, or more than one line.',
}

/** How many lines have come to one of these. */
export function countOf(totals: ChargeBatchDto['totals'], ...outcomes: LineOutcome[]): number {
  return sumOf(totals.filter(({ outcome }) => outcomes.includes(outcome)).map(({ count }) => count))
}

/** What they come to, by currency. */
export function sumsOf(totals: ChargeBatchDto['totals'], ...outcomes: LineOutcome[]): Map<string, number> {
  return totalsOf(totals.filter(({ outcome, currency }) => outcomes.includes(outcome) && currency !== ''))
}

/** The same as people read it, such as "$12.00 and €5.00". */
export function sumWords(totals: ChargeBatchDto['totals'], ...outcomes: LineOutcome[]): string {
  const sums = [...sumsOf(totals, ...outcomes)].map(([currency, amount]) => formatMoney({ currency, amount }))
  return sums.length > 1 ? `${sums.slice(0, -1).join(', ')} and ${sums.at(-1)}` : (sums[0] ?? '–')
}

/** A number of charges, such as "1 charge" or "10,000 charges". */
export function chargesWords(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'charge' : 'charges'}`
}
