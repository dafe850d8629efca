import type { FaultRule } from '../../sandbox/faults-rules'

/** Everything that can happen to a call on its way to Stripe and back, but taking long. */
export const FAULTS = [
  { kind: 'drop_before' },
  { kind: 'drop_after' },
  { kind: 'drop_mid_body' },
  { kind: 'error_500_no_effect' },
  { kind: 'error_500_with_effect' },
  { kind: 'error_502' },
  { kind: 'error_503' },
  { kind: 'error_504' },
  { kind: 'rate_limit_429', reason: 'endpoint-rate' },
  { kind: 'rate_limit_429', reason: 'lock_timeout' },
  { kind: 'conflict_409' },
] as const satisfies FaultRule[]

/** The faults by their names, for `it.each`. */
export const NAMED_FAULTS = FAULTS.map((fault) => [Object.values(fault).join(' '), fault] as const)

/** Two in a row: the SDK itself repeats a request once whose connection was cut before an answer came. */
export const twice = (fault: FaultRule, match: FaultRule['match']): FaultRule => ({
  ...fault,
  ...(match && { match }),
  count: 2,
})

/** Carried out, and the answer is cut off in the middle. */
export const lost = (match: FaultRule['match']): FaultRule => ({
  kind: 'drop_mid_body',
  count: 1,
  ...(match && { match }),
})

/** Nothing that is asked of Stripe is answered. */
export const AWAY: FaultRule[] = [{ kind: 'error_503' }]
