import type { FaultRule } from '../../sandbox/faults-rules'
import type { SandboxControl } from '../support/sandbox'

// The slow call goes on at Stripe after the caller has given up (ten seconds): the nastiest of all, so a few are enough.
const SLOW: FaultRule = { kind: 'delay', milliseconds: 11_000, probability: 0.002, count: 4 }
const KINDS: FaultRule[] = [
  { kind: 'delay', milliseconds: 150 },
  { kind: 'drop_before' },
  { kind: 'drop_after' },
  { kind: 'drop_mid_body' },
  { kind: 'error_500_no_effect' },
  { kind: 'error_500_with_effect' },
  { kind: 'error_502' },
  { kind: 'error_503' },
  { kind: 'error_504' },
  { kind: 'conflict_409' },
  { kind: 'rate_limit_429' },
]

/** Has this share of all calls go wrong, every kind as often as the others. */
export async function switchOnFaults(control: SandboxControl, share: number, seed: number): Promise<void> {
  // Of several rules the first that strikes counts, so the later ones need a better chance for the same part.
  const part = share / KINDS.length
  const rules = KINDS.map((rule, index) => ({ ...rule, probability: part / (1 - index * part) }))
  await control.faults(share > 0 ? [SLOW, ...rules] : [], seed)
}

/** The part of the calls since then that something befell. */
export async function shareOfFaults(control: SandboxControl): Promise<number> {
  const { rules } = await control.faultState()
  // The first rule is about every call.
  const calls = rules[0]?.matched ?? 0
  return calls === 0 ? 0 : rules.reduce((total, { struck }) => total + struck, 0) / calls
}

/** Loses 5 % of the webhooks, sends 20 % twice, and shuffles those of a second. */
export async function disturbWebhooks(control: SandboxControl, seed: number): Promise<void> {
  await control.webhooks({ seed, drop: 0.05, duplicate: 0.2, shuffle: true, windowSeconds: 1, parallel: 8 })
}

/** From now on everything works. What was lost stays lost. */
export async function switchOffTrouble(control: SandboxControl): Promise<void> {
  await control.faults([])
  await control.webhooks({ drop: false, duplicate: 0, shuffle: false })
}
