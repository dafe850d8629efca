/** What is wrong with a field, in Stripe's codes; undefined when nothing is. */
export type CardProblem =
  | 'incomplete_number'
  | 'invalid_number'
  | 'incomplete_expiry'
  | 'invalid_expiry_month'
  | 'invalid_expiry_month_past'
  | 'invalid_expiry_year'
  | 'invalid_expiry_year_past'
  | 'incomplete_cvc'
  | 'incomplete_zip'

const BRANDS: [brand: string, begins: RegExp][] = [
  ['amex', /^3[47]/],
  ['diners', /^3(0[0-5]|[68])/],
  ['jcb', /^35/],
  ['visa', /^4/],
  ['mastercard', /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/],
  ['discover', /^(6011|64[4-9]|65)/],
  ['unionpay', /^62/],
]

export function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

export function brandOf(number: string): string {
  return BRANDS.find(([, begins]) => begins.test(number))?.[0] ?? 'unknown'
}

/** How many digits a card of this beginning has. */
export function lengthOf(number: string): number {
  const brand = brandOf(number)
  if (brand === 'amex') return 15
  return brand === 'diners' ? 14 : 16
}

/** Grouped as on the card, and no longer than it. */
export function formatNumber(text: string): string {
  const digits = digitsOf(text)
  const number = digits.slice(0, lengthOf(digits))
  const groups = lengthOf(number) === 16 ? [4, 4, 4, 4] : [4, 6, 5]
  let start = 0
  const parts = groups.map((size) => number.slice(start, (start += size)))
  return parts.filter((part) => part !== '').join(' ')
}

/** "MM / YY"; a month that can only have one digit gets its zero. Open at the end while the customer deletes. */
export function formatExpiry(text: string, deleting: boolean): string {
  const [month = '', year = ''] = text.includes('/') ? text.split('/').map(digitsOf) : splitExpiry(digitsOf(text))
  const padded = /^[2-9]$/.test(month) || (month.length === 1 && text.includes('/')) ? `0${month}` : month
  const rest = padded.slice(2) + year
  const short = rest.length === 4 && rest.startsWith('20') ? rest.slice(2) : rest.slice(0, 4)
  if (padded.length < 2) return padded
  if (short === '' && deleting) return padded.slice(0, 2)
  return `${padded.slice(0, 2)} / ${short.length > 2 && !short.startsWith('20') ? short.slice(0, 2) : short}`
}

function splitExpiry(digits: string): [string, string] {
  const size = /^[2-9]/.test(digits) ? 1 : 2
  return [digits.slice(0, size), digits.slice(size)]
}

export function readExpiry(text: string): { month: number; year: number } | undefined {
  const [, month, year] = /^(\d\d) \/ (\d\d)$/.exec(text) ?? []
  return month && year ? { month: Number(month), year: 2000 + Number(year) } : undefined
}

export function numberProblem(text: string): CardProblem | undefined {
  const digits = digitsOf(text)
  if (digits.length < lengthOf(digits)) return 'incomplete_number'
  return luhn(digits) ? undefined : 'invalid_number'
}

export function expiryProblem(text: string, today: Date): CardProblem | undefined {
  const expiry = readExpiry(text)
  const month = Number(text.slice(0, 2))
  if (text.length >= 2 && (month < 1 || month > 12)) return 'invalid_expiry_month'
  if (!expiry) return 'incomplete_expiry'
  if (expiry.year < today.getFullYear()) return 'invalid_expiry_year_past'
  if (expiry.year === today.getFullYear() && expiry.month < today.getMonth() + 1) return 'invalid_expiry_month_past'
  return expiry.year > today.getFullYear() + 50 ? 'invalid_expiry_year' : undefined
}

export function cvcProblem(text: string, number: string): CardProblem | undefined {
  return digitsOf(text).length < cvcLength(number) ? 'incomplete_cvc' : undefined
}

export function cvcLength(number: string): number {
  return brandOf(digitsOf(number)) === 'amex' ? 4 : 3
}

const POSTAL_CODES: Record<string, RegExp> = {
  US: /^\d{5}(-?\d{4})?$/,
  CA: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i,
  GB: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i,
}

/** Stripe asks for a postal code where it helps to check a card. */
export function wantsPostalCode(country: string): boolean {
  return country in POSTAL_CODES
}

export function postalCodeProblem(text: string, country: string): CardProblem | undefined {
  const shape = POSTAL_CODES[country]
  return shape && !shape.test(text.trim()) ? 'incomplete_zip' : undefined
}

function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
