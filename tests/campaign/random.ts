import { createHash } from 'node:crypto'

/** Numbers from 0 to below 1 that depend on nothing but the seed and what they are drawn for. */
export type Random = () => number

/** The same seed and purpose give the same numbers, whatever else is drawn in between. */
export function randomFor(seed: number, purpose: string): Random {
  let drawn = 0
  return () => {
    const digest = createHash('sha256').update(`${seed} ${purpose} ${drawn++}`).digest()
    return digest.readUInt32BE() / 2 ** 32
  }
}

/** A whole number from `least` up to and including `most`. */
export function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1))
}

export function oneOf<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('There is nothing to choose from.')
  return item
}
