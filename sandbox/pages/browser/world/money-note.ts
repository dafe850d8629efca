import { shownAmount } from '../../../resources/shown-amount'
import type { StripeObject } from './model'

/** What a status does not tell about the money: how much of it is only held, given back or contested. */
export function moneyNote(row: StripeObject): string | null {
  const { currency } = row
  if (!currency) return null
  const parts = [
    [row.amount_capturable, 'held'],
    [row.amount_refunded, 'refunded'],
  ] as const
  const notes = parts.flatMap(([amount, word]) => (amount ? [`${shownAmount(amount, currency)} ${word}`] : []))
  const all = row.disputed ? [...notes, 'disputed'] : notes
  return all.length > 0 ? `, ${all.join(', ')}` : null
}
