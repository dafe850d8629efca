import 'server-only'
import { parseMoney } from '@/lib/domain/money'

/**
 * What somebody typed into a form's amount field, as the body says it: minor units, or no amount at all for an empty field.
 * What is no amount becomes one that the schema refuses, instead of "all of it".
 */
export function typedAmount(typed: string | undefined, currency: string | undefined): { amount?: number } {
  if (typed === undefined || typed.trim() === '') return {}
  return { amount: parseMoney(typed, currency ?? 'usd') ?? Number.NaN }
}
