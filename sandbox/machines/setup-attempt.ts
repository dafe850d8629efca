import type Stripe from 'stripe'
import { type Allowed, IllegalStep, mustAllow } from './allowed'

type Attempt = Readonly<Stripe.SetupAttempt>
const STATES = ['requires_action', 'processing', 'succeeded', 'failed', 'abandoned'] as const
type AttemptState = (typeof STATES)[number]

/** Everything that can happen to one try at saving a method. No event tells of it. */
export type AttemptCommand =
  { do: 'process' } | { do: 'succeed' } | { do: 'fail'; error: Stripe.SetupAttempt.SetupError } | { do: 'abandon' }

const UNDER_WAY = ['requires_action', 'processing'] as const
const ALLOWED: Allowed<AttemptCommand['do'], AttemptState> = {
  process: ['requires_action'],
  succeed: UNDER_WAY,
  fail: UNDER_WAY,
  abandon: UNDER_WAY,
}

/** docs.stripe.com/api/setup_attempts/object, `status`: what has ended stays as it is. Pure. @throws IllegalStep */
export function changeAttempt(before: Attempt, command: AttemptCommand): Stripe.SetupAttempt {
  mustAllow(ALLOWED, command, stateOf(before))
  switch (command.do) {
    case 'process':
      return { ...before, status: 'processing' }
    case 'succeed':
      return { ...before, status: 'succeeded' }
    case 'fail':
      return { ...before, setup_error: command.error, status: 'failed' }
    case 'abandon':
      return { ...before, status: 'abandoned' }
  }
}

/** The SDK knows the status as any text. */
function stateOf({ id, status }: Attempt): AttemptState {
  const known = STATES.find((each) => each === status)
  if (known) return known
  throw new IllegalStep(`${id} is ${status}`)
}
