import 'server-only'
import type { LineProblem } from '@/lib/domain/charge-batch'
import { type Currency, MAX_AMOUNT, minimumOf, parseSum } from '@/lib/domain/money'
import type { NotChargeable } from '../payments/why-not-chargeable'

/** One charge as it was written. */
export type Entry = {
  line: number
  /** An e-mail address, our id of a customer, or Stripe's. */
  who: string
  typedAmount: string
  currency: string
  description: string
  /** '' for none. */
  reference: string
  /** What is wrong with the line as a whole; null when it could be read. */
  fault: 'unreadable' | 'wrong_columns' | 'not_utf8' | null
}

/** Somebody who is named in a list, and why they can't be charged while away; null when they can. */
export type Candidate = { customerId: string; whyNot: NotChargeable | null }

export type CheckedEntry = Omit<Entry, 'fault' | 'reference'> & {
  status: 'ready' | 'bad'
  reference: string | null
  customerId: string | null
  amount: number | null
  problems: LineProblem[]
  sameAsLine: number | null
}

type Known = {
  /** Found by what was written, in lower case. */
  candidates: Map<string, Candidate>
  /** What this shop may charge Amazon Pay in. */
  currencies: readonly Currency[]
}

const LONGEST_DESCRIPTION = 200
const LONGEST_REFERENCE = 100
// Of what can't be charged anyway no more is kept than people need to find it in their file.
const KEPT = 200

/**
 * What would become of each entry, without charging anybody: the dry run. Everything that is wrong with a line is told at
 * once. A line that asks for the very same as one before (customer, amount, currency, description and reference) is bad,
 * because nobody could tell whether it is meant.
 */
export function checkEntries(entries: readonly Entry[], known: Known): CheckedEntry[] {
  const first = new Map<string, number>()
  return entries.map((entry) => {
    const { amount, customerId, problems } = checkEntry(entry, known)
    const { line, who, typedAmount, currency, description, reference } = entry
    const key = JSON.stringify([customerId, amount, currency, description, reference])
    const sameAsLine = problems.length === 0 ? (first.get(key) ?? null) : null
    if (problems.length === 0 && sameAsLine === null) first.set(key, line)
    if (sameAsLine !== null) problems.push('duplicate')
    const isBad = problems.length > 0
    const kept = (text: string) => (isBad ? legible(text) : text)
    return {
      line,
      who: legible(who),
      typedAmount: legible(typedAmount),
      currency: kept(currency),
      description: kept(description),
      reference: kept(reference) || null,
      customerId,
      amount,
      problems,
      sameAsLine,
      status: isBad ? 'bad' : 'ready',
    }
  })
}

function checkEntry(entry: Entry, { candidates, currencies }: Known) {
  const { fault, who, typedAmount, description, reference } = entry
  if (fault) return { amount: null, customerId: null, problems: [fault] as LineProblem[] }
  const candidate = candidates.get(who.toLowerCase())
  const currency = currencies.find((one) => one === entry.currency)
  const amount = parseSum(typedAmount, entry.currency)
  const whoProblem: LineProblem | null = who === '' ? 'customer_missing' : candidate ? candidate.whyNot : 'no_customer'
  const problems: LineProblem[] = [
    ...noneOr(whoProblem),
    ...noneOr<LineProblem>(currency ? null : 'currency_not_taken'),
    ...amountProblems(amount, currency),
    ...textProblems(description, reference),
  ]
  const isKept = amount !== null && amount <= MAX_AMOUNT
  return { amount: isKept ? amount : null, customerId: candidate?.customerId ?? null, problems }
}

function amountProblems(amount: number | null, currency: Currency | undefined): LineProblem[] {
  if (amount === null) return ['amount_malformed']
  if (amount > MAX_AMOUNT) return ['amount_too_large']
  return currency && amount < minimumOf(currency) ? ['amount_too_small'] : []
}

// As for a single charge (lib/contracts/charges.ts): people count a letter as one, whatever UTF-16 makes of it.
function textProblems(description: string, reference: string): LineProblem[] {
  const isControlled = (text: string) => /\p{Cc}/u.test(text)
  return [
    ...noneOr<LineProblem>(description === '' || isControlled(description) ? 'description_missing' : null),
    ...noneOr<LineProblem>([...description].length > LONGEST_DESCRIPTION ? 'description_too_long' : null),
    ...noneOr<LineProblem>(
      [...reference].length > LONGEST_REFERENCE || isControlled(reference) ? 'reference_too_long' : null,
    ),
  ]
}

function noneOr<T>(one: T | null): T[] {
  return one === null ? [] : [one]
}

function legible(text: string): string {
  return [...text.replaceAll(/\p{Cc}/gu, ' ')].slice(0, KEPT).join('')
}
