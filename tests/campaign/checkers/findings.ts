/** One statement about the outcome, and whatever contradicts it. */
export type Check = { name: string; offenders: string[] }

export function check(name: string, offenders: string[]): Check {
  return { name, offenders }
}

/** The items under each key. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

/** How two descriptions of the same thing differ, in words; empty when they do not. */
export function difference(ours: Record<string, unknown>, theirs: Record<string, unknown>): string {
  return Object.keys(ours)
    .filter((name) => String(ours[name]) !== String(theirs[name]))
    .map((name) => `${name} is ${String(ours[name])} here and ${String(theirs[name])} at Stripe`)
    .join(', ')
}
