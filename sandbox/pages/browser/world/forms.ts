import type { DisorderCommand } from '../../../disorder-types'
import type { FaultRule } from '../../../faults-rules'
import type { WorldView } from '../../../view-types'

/** The rules there are, and the one that was filled in. Rejects nothing: the sandbox says what is wrong with it. */
export function added(world: WorldView | null, form: string): FaultRule[] {
  const { method, path, kind, seed, ...numbers } = filledIn(form)
  void seed
  const match = { ...(method && { method }), ...(path && { path }) }
  const rule = { kind, ...(Object.keys(match).length > 0 && { match }), ...asNumbers(numbers) }
  // The sandbox checks it before it takes it.
  return [...without(world, -1), rule as FaultRule]
}

/** The rules there are, but one. */
export function without(world: WorldView | null, index: number): FaultRule[] {
  const rules = world?.faults.rules ?? []
  return rules.toSpliced(index, index < 0 ? 0 : 1).map(({ matched, struck, ...rule }) => {
    void matched
    void struck
    // The counts are all that a rule has more.
    return rule as FaultRule
  })
}

export function seedOf(form: string): number {
  return Number(filledIn(form)['seed'] ?? 0)
}

export function disorderOf(form: string): DisorderCommand {
  const { shuffle, ...numbers } = filledIn(form)
  return { shuffle: shuffle === 'true', ...asNumbers(numbers) }
}

/** What is empty was not said. */
function filledIn(form: string): Record<string, string> {
  return Object.fromEntries([...new URLSearchParams(form)].filter(([, value]) => value.trim() !== ''))
}

function asNumbers(fields: Record<string, string>): Record<string, number> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, Number(value)]))
}
