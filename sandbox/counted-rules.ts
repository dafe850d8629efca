import { z } from 'zod'
import { drawn } from './seeded'

/** How often a rule strikes of those it is about; probability and count may be combined. */
export const aim = {
  probability: z.number().min(0).max(1).exactOptional(),
  /** Strikes at most so often. */
  count: z.int().min(1).exactOptional(),
  /** Lets so many that match pass first. */
  afterSkipping: z.int().min(0).exactOptional(),
}
export type Aim = { probability?: number; count?: number; afterSkipping?: number }
/** How many a rule was about, and how many it struck. */
export type Counts = { matched: number; struck: number }

/** Depends only on the seed, the purpose and how many the rule has been about: one seed repeats a run. */
export function strikes(rule: Readonly<Aim & Counts>, seed: number, ...purpose: (string | number)[]): boolean {
  const { afterSkipping = 0, count = Infinity, probability = 1, matched, struck } = rule
  return matched >= afterSkipping && struck < count && drawn(seed, ...purpose, matched) < probability
}
