import type { AskedCommand, CommandKind } from '@/lib/browser/payment-commands'
import { cancelBody, captureBody, refundBody } from '@/lib/contracts/holds-and-refunds'
import { formatMoney, type Money, parseMoney } from '@/lib/domain/money'
import { exampleAmount, type FieldErrors } from './read-charge'

type Read = { asked: AskedCommand; errors?: never } | { asked: null; errors: FieldErrors }

/** What a form of a command says, or what is wrong with it. `most` is what can be captured or refunded. */
export function readCommand(kind: CommandKind, key: string, { form, most }: { form: FormData; most: Money }): Read {
  if (kind === 'cancel') return { asked: { kind, key, body: cancelBody.parse({}) } }
  const { amount: typed = '', reason } = Object.fromEntries(form)
  const amount = parseMoney(String(typed), most.currency)
  const error = amountError(String(typed), amount, most)
  if (error !== null || amount === null) return { asked: null, errors: { amount: error ?? undefined } }
  if (kind === 'capture') return { asked: { kind, key, body: captureBody.parse({ amount }) } }
  return { asked: { kind, key, body: refundBody.parse({ amount, ...(reason && { reason }) }) } }
}

/** An amount as somebody would type it into a field, such as 1234.50. `amount` is in minor units. */
export function typedAmount(money: Money): string {
  // What parseMoney reads: figures and the point, without the currency's sign and without separators.
  return formatMoney(money, 'en-US').replaceAll(/[^\d.]/g, '')
}

function amountError(typed: string, amount: number | null, most: Money): string | null {
  if (typed.trim() === '') return 'Enter an amount.'
  if (amount === null) return `Enter an amount such as ${exampleAmount(most.currency)}, up to ${formatMoney(most)}.`
  return amount > most.amount ? `The most is ${formatMoney(most)}.` : null
}
