import { type ChargeBody, chargeBody } from '@/lib/contracts/charges'
import { formatMoney, MAX_AMOUNT, parseMoney } from '@/lib/domain/money'

/** What to change in each field, by its name. */
export type FieldErrors = Partial<Record<string, string>>

type Read = { body: ChargeBody; errors?: never } | { body: null; errors: FieldErrors }

/** What the charge form says, or what is wrong with it. */
export function readCharge(form: FormData, customerId: string): Read {
  const { amount: typed, currency, description, paymentMethodId } = Object.fromEntries(form)
  const amount = parseMoney(String(typed), String(currency))
  const read = chargeBody.safeParse({ customerId, amount: amount ?? 1, currency, description, paymentMethodId })
  const errors: FieldErrors = Object.fromEntries(
    read.error?.issues.toReversed().map(({ path, message }) => [path.join('.'), message]) ?? [],
  )
  if (amount === null) errors.amount = amountError(String(typed), String(currency))
  return read.success && amount !== null ? { body: read.data } : { body: null, errors }
}

/** An amount as it can be typed, such as 12.00; a currency without decimals has none. */
export function exampleAmount(currency: string): string {
  return parseMoney('12.00', currency) === null ? '1200' : '12.00'
}

function amountError(typed: string, currency: string): string {
  if (typed.trim() === '') return 'Enter an amount.'
  const most = formatMoney({ amount: MAX_AMOUNT, currency })
  return `Enter an amount such as ${exampleAmount(currency)}: figures with a point before the decimals, up to ${most}.`
}
