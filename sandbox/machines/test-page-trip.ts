import type { RedirectOutcome } from '../tables'
import { type Allowed, mustAllow } from './allowed'

/** How a customer's trip to the test page goes on. */
export type TripCommand = { do: 'authorize' } | { do: 'fail' } | { do: 'expire' } | { do: 'abandon' }
export type TripState = RedirectOutcome | 'open'

const ALLOWED: Allowed<TripCommand['do'], TripState> = {
  authorize: ['open'],
  // Also when the customer agreed and their method was gone, or the payment given up, before the money moved.
  fail: ['open', 'authorized'],
  expire: ['open'],
  abandon: ['open', 'authorized'],
}

const LEADS_TO: { [Do in TripCommand['do']]: RedirectOutcome } = {
  authorize: 'authorized',
  fail: 'failed',
  expire: 'expired',
  abandon: 'abandoned',
}

/** A trip is decided once, whoever looks at its page again. Answers its new outcome. Pure. @throws IllegalStep */
export function changeTrip(outcome: RedirectOutcome | null, command: TripCommand): RedirectOutcome {
  mustAllow(ALLOWED, command, outcome ?? 'open')
  return LEADS_TO[command.do]
}
