import 'server-only'
import { nextTryAfter } from '@/lib/domain/retry-schedule'
import { env } from '../env'

export type Decline = {
  /** Stripe's decline code, or its error code; null if it gave neither. */
  code: string | null
  /** Stripe's advice; null where it gave none. */
  advice: string | null
  at: Date
}

/** When the next try is made after this decline, given how many further ones there were. */
export function nextTry(decline: Decline): (triesBefore: number) => Date | null {
  return (triesBefore) => nextTryAfter({ ...decline, triesBefore }, env().CHARGE_RETRY_HOURS)
}
