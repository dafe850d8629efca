import { strikes } from './counted-rules'
import { type CountedRule, type FaultRule, type FaultState, type FaultsCommand, RATE_LIMITS } from './faults-rules'
import { drawn } from './seeded'
import type { World } from './world'

/** What is known of a request before it is executed. */
export type Target = { method: string; path: string; idempotencyKey: string | null; replays: boolean }
/** One rule that strikes one request. */
export type Fault = { rule: number; is: FaultRule; rateLimit: string | null }

/** Replaces the world's rules; none end all faults. */
export function setFaults(world: World, { rules, seed = 0 }: FaultsCommand): FaultState {
  return world.transaction(() => {
    forgetFaults(world)
    world.store.put('fault_seed', 'seed', { seed })
    rules.forEach((rule, index) => world.store.put('fault_rules', String(index), { ...rule, matched: 0, struck: 0 }))
    return faultState(world)
  })
}

function forgetFaults(world: World): void {
  world.store.clear('fault_rules')
  world.store.clear('fault_seed')
}

/** The rules stay, the counting begins anew, so that a world that was reset sees the same faults again. */
export function restartFaults(world: World): void {
  const { seed, rules } = faultState(world)
  rules.forEach((rule, index) => world.store.put('fault_rules', String(index), { ...rule, matched: 0, struck: 0 }))
  world.store.put('fault_seed', 'seed', { seed })
}

export function faultState(world: World): FaultState {
  return { seed: world.store.get('fault_seed', 'seed')?.seed ?? 0, rules: world.store.all('fault_rules') }
}

/**
 * Decides what befalls a request. Every rule counts every request it is about, whichever strikes, and its decision
 * depends only on the seed, its place among the rules and that count: one seed repeats a run of requests sent one
 * after the other. Of several that would strike, the first does.
 */
export function strike(world: World, target: Target): Fault | null {
  if (world.store.count('fault_rules') === 0) return null
  const { seed, rules } = faultState(world)
  const about = rules.flatMap((rule, index) => (isAbout(rule, target) ? [{ rule, index }] : []))
  if (about.length === 0) return null
  const hit = about.find(({ rule, index }) => strikes(rule, seed, 'fault', index))
  world.transaction(() => {
    for (const { rule, index } of about) {
      const struck = rule.struck + (index === hit?.index ? 1 : 0)
      world.store.put('fault_rules', String(index), { ...rule, matched: rule.matched + 1, struck })
    }
  })
  return hit ? { rule: hit.index, is: hit.rule, rateLimit: rateLimitOf(hit.rule, seed) } : null
}

/** The request was refused before the fault could strike it: that does not count as a strike. */
export function spare(world: World, { rule: index }: Fault): void {
  const rule = world.store.get('fault_rules', String(index))
  if (rule && rule.struck > 0) world.store.put('fault_rules', String(index), { ...rule, struck: rule.struck - 1 })
}

function isAbout(rule: FaultRule, { method, path, idempotencyKey, replays }: Target): boolean {
  // Without a key there is no conflict about it, and a saved answer is repeated without executing anything.
  if (rule.kind === 'conflict_409' && idempotencyKey === null) return false
  if (rule.kind.startsWith('error_500') && replays) return false
  if (rule.kind === 'forget_key' && !replays) return false
  if (rule.match?.method !== undefined && rule.match.method !== method) return false
  return rule.match?.path === undefined || fits(rule.match.path, path)
}

/** `:names` stand for one part of the path each, a `*` at the end for whatever follows. */
function fits(pattern: string, path: string): boolean {
  const parts = path.split('/')
  const wanted = pattern.split('/')
  const last = wanted.length - 1
  const open = pattern.endsWith('*')
  if (open ? parts.length <= last : parts.length !== wanted.length) return false
  return wanted.every((part, at) => {
    const given = parts[at] ?? ''
    if (open && at === last) return given.startsWith(part.slice(0, -1))
    return part.startsWith(':') ? given !== '' : part === given
  })
}

function rateLimitOf(rule: Readonly<CountedRule>, seed: number): string | null {
  if (rule.kind !== 'rate_limit_429') return null
  const at = Math.floor(drawn(seed, 'rate limit', rule.matched) * RATE_LIMITS.length)
  return rule.reason ?? RATE_LIMITS[at] ?? null
}
