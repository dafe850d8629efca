import { z } from 'zod'
import { aim as howOften, type Counts } from './counted-rules'

/** Why Stripe turns a request away with 429 (docs.stripe.com/rate-limits); `lock_timeout` stands for a locked object. */
export const RATE_LIMITS = [
  'global-rate',
  'endpoint-rate',
  'global-concurrency',
  'endpoint-concurrency',
  'resource-specific',
] as const

const method = z.enum(['GET', 'POST', 'DELETE'])
/** `/v1/payment_intents/:id/confirm` exactly, or everything that begins like `/v1/payment_intents/*`. */
const path = z.string().regex(/^\/v[12]\/[^*]*\*?$/, 'must begin with /v1/ or /v2/ and may end in *')

/** Which requests a rule is about, and how often it strikes. */
const aim = {
  match: z.strictObject({ method: method.exactOptional(), path: path.exactOptional() }).exactOptional(),
  ...howOften,
}
/** What the header `Stripe-Should-Retry` says; without it the header is missing. */
const answered = { ...aim, shouldRetry: z.boolean().exactOptional() }

export const faultRuleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...aim, kind: z.literal('delay'), milliseconds: z.int().min(1).max(600_000) }),
  z.strictObject({
    ...aim,
    kind: z.enum(['drop_before', 'drop_after', 'drop_mid_body', 'forget_key', 'wrong_account']),
  }),
  z.strictObject({ ...answered, kind: z.enum(['error_500_no_effect', 'error_500_with_effect']) }),
  z.strictObject({ ...answered, kind: z.enum(['error_502', 'error_503', 'error_504', 'conflict_409']) }),
  z.strictObject({
    ...answered,
    kind: z.literal('rate_limit_429'),
    reason: z.enum([...RATE_LIMITS, 'lock_timeout']).exactOptional(),
  }),
])
export type FaultRule = z.infer<typeof faultRuleSchema>
export type FaultKind = FaultRule['kind']

/** `POST faults` replaces the rules of the world and begins counting anew; it answers `FaultState`. */
export const faultsSchema = z.strictObject({
  rules: z.array(faultRuleSchema).max(100),
  seed: z.int().min(0).exactOptional(),
})
export type FaultsCommand = z.infer<typeof faultsSchema>

/** What `GET /_sandbox/faults` answers: the rules, how many requests each was about, and how many it struck. */
export type FaultState = { seed: number; rules: CountedRule[] }
export type CountedRule = FaultRule & Counts
