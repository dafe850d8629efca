/**
 * What the app's request bodies may be, said once more in plain predicates and without the library that the contracts are
 * written with: what a contract takes is compared with this.
 */
export type Rule = (value: unknown) => boolean
export type BodyRules = {
  required: Record<string, Rule>
  optional: Record<string, Rule>
  /** Fields of which one at most may be there. */
  excludes?: string[]
  /** How some fields look once they are accepted: trimmed, or in one spelling. */
  accepted?: Record<string, (value: string) => string>
}

/** Whether a body keeps to the rules: every key that has to be there, none that is not named, each by its own rule. */
export function isAllowed(body: unknown, { required, optional, excludes = [] }: BodyRules): boolean {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false
  const fields = new Map(Object.entries(body))
  if (excludes.filter((name) => fields.get(name) !== undefined).length > 1) return false
  for (const [name, rule] of Object.entries(required)) if (!fields.has(name) || !rule(fields.get(name))) return false
  for (const [name, value] of fields) {
    if (Object.hasOwn(required, name)) continue
    if (!Object.hasOwn(optional, name)) return false
    // A form leaves a field out by giving it no value.
    if (value !== undefined && !optional[name]?.(value)) return false
  }
  return true
}

/** What the app goes on with of a body that keeps to the rules. */
export function acceptedOf(body: object, { accepted = {} }: BodyRules): object {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, accepted[name] ? accepted[name](String(value)) : value]),
  )
}

const LARGEST = 99_999_999

const isWhole = (least: number, most: number): Rule => {
  return (value) => typeof value === 'number' && value >= least && value <= most && value - Math.floor(value) === 0
}
/** People count a letter outside the basic plane as one, whatever UTF-16 makes of it. */
const lengthOf = (text: string) => (text.length > 10_000 ? Infinity : [...text].length)
const isText = (least: number, most: number): Rule => {
  return (value) => typeof value === 'string' && lengthOf(value) >= least && lengthOf(value) <= most
}
const isOneOf = (...words: unknown[]): Rule => {
  return (value) => words.includes(value)
}

export const isAmount: Rule = isWhole(1, LARGEST)
const isKey = isText(0, 255)
const isTrue = isOneOf(true)

/** RFC 9562: five groups of hex digits, a version and a variant; and the two ids that are all zeros or all ones. */
export const isUuid: Rule = (value) => {
  if (typeof value !== 'string' || value.length !== 36) return false
  const groups = value.split('-')
  if (groups.map(({ length }) => length).join() !== '8,4,4,4,12') return false
  const digits = groups.join('')
  if (![...digits].every((digit) => '0123456789abcdefABCDEF'.includes(digit))) return false
  if (digits === '0'.repeat(32) || digits === 'f'.repeat(32)) return true
  return '12345678'.includes(digits.charAt(12)) && '89abAB'.includes(digits.charAt(16))
}

const isCurrencyCode: Rule = (value) => isText(3, 3)(value) && [...String(value)].every((at) => at >= 'a' && at <= 'z')

/** One line that is not blank, and at most so long without the blanks around it. */
const isLine = (most: number): Rule => {
  const isControl = (code: number) => code < 0x20 || (code >= 0x7f && code < 0xa0)
  return (value) => {
    if (typeof value !== 'string') return false
    const line = value.trim()
    return lengthOf(line) > 0 && lengthOf(line) <= most && ![...line].some((at) => isControl(at.codePointAt(0) ?? 0))
  }
}

/** Only as far as nobody argues about it: what is made up for the tests keeps to plain letters, digits and . _ + - @. */
export const isAddress: Rule = (value) => {
  if (typeof value !== 'string' || lengthOf(value) > 254) return false
  const [name = '', domain = '', ...more] = value.split('@')
  const [labels, top] = [domain.split('.').slice(0, -1), domain.split('.').at(-1) ?? '']
  const plain = (text: string, signs: string) => [...text].every((at) => /[A-Za-z0-9]/.test(at) || signs.includes(at))
  if (more.length > 0 || labels.length === 0) return false
  if (!name.split('.').every((part) => part !== '' && plain(part, '_+-'))) return false
  if (!labels.every((label) => label !== '' && plain(label, '-') && !label.startsWith('-'))) return false
  return top.length > 1 && [...top].every((at) => /[A-Za-z]/.test(at))
}

/** Forty-three letters, digits, _ or -. */
const isLinkSecret: Rule = (value) =>
  isText(43, 43)(value) && [...String(value)].every((at) => /[A-Za-z0-9]/.test(at) || '_-'.includes(at))

const isCustomers: Rule = (value) =>
  Array.isArray(value) && value.length >= 1 && value.length <= 1000 && value.every((one) => isUuid(one))

const save: BodyRules = { required: { noticeId: isUuid, agreed: isTrue }, optional: {} }
const item: BodyRules = { required: { productId: isUuid, quantity: isWhole(1, 20) }, optional: {} }
const isSave: Rule = (value) => isAllowed(value, save)
const isItems: Rule = (value) => {
  if (!Array.isArray(value) || value.length < 1 || value.length > 20) return false
  if (!value.every((one) => isAllowed(one, item))) return false
  const products = value.map(({ productId }: { productId: string }) => productId)
  return products.every((id, at) => products.indexOf(id) === at)
}
const REASONS = ['requested_by_customer', 'duplicate', 'fraudulent']

const lower = (text: string) => text.toLowerCase()
const trimmed = (text: string) => text.trim()

/** The rules of every body that the app takes, by what it asks for. */
export const BODY_RULES = {
  charge: {
    required: { customerId: isUuid, amount: isAmount, currency: isCurrencyCode, description: isLine(200) },
    optional: { paymentMethodId: isUuid, attemptKey: isKey },
    accepted: { description: trimmed },
  },
  chooseCharges: {
    required: { customerIds: isCustomers, amount: isAmount, currency: isCurrencyCode, description: isLine(200) },
    optional: { attemptKey: isKey },
    accepted: { description: trimmed },
  },
  openLink: { required: { token: isText(0, 200) }, optional: {} },
  order: { required: { items: isItems }, optional: { email: isAddress, attemptKey: isKey } },
  startPayment: { required: {}, optional: { save: isSave, restart: isTrue } },
  pay: {
    required: {},
    optional: { paymentMethodId: isUuid, save: isSave, attemptKey: isKey },
    excludes: ['paymentMethodId', 'save'],
  },
  capture: { required: {}, optional: { amount: isAmount, attemptKey: isKey } },
  cancel: { required: {}, optional: { attemptKey: isKey } },
  refund: { required: {}, optional: { amount: isAmount, reason: isOneOf(...REASONS), attemptKey: isKey } },
  startSetup: {
    required: { noticeId: isUuid, agreed: isTrue, usage: isOneOf('on_session', 'off_session') },
    optional: { confirm: isOneOf('server'), attemptKey: isKey },
  },
  signIn: {
    required: { email: isAddress, password: isText(1, 128) },
    optional: { next: isText(0, 200) },
    accepted: { email: lower },
  },
  signUp: {
    required: { name: isLine(100), email: isAddress, password: isText(8, 128) },
    optional: { next: isText(0, 200) },
    accepted: { email: lower, name: trimmed },
  },
  verifyEmail: { required: { token: isLinkSecret }, optional: {} },
} satisfies Record<string, BodyRules>

export type BodyName = keyof typeof BODY_RULES

/** Minor units of a typed amount by counting digits, and no floating point; null for what is no amount. */
export function minorUnitsOf(typed: string, decimals: number): number | null {
  const [whole = '', fraction, ...more] = typed.trim().split('.')
  const isNumber = (text: string) => text !== '' && [...text].every((at) => at >= '0' && at <= '9')
  // Nine digits before the point are more than any amount has.
  if (more.length > 0 || !isNumber(whole) || whole.length > 9) return null
  if (fraction !== undefined && (!isNumber(fraction) || fraction.length > decimals)) return null
  const minor = BigInt(whole + (fraction ?? '') + '0'.repeat(decimals - (fraction?.length ?? 0)))
  return minor >= 1n && minor <= BigInt(LARGEST) ? Number(minor) : null
}
