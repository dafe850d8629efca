import { createHash } from 'node:crypto'

/** A number from 0 to below 1 that depends on nothing but the seed and what it is drawn for. */
export function drawn(seed: number, ...purpose: (string | number)[]): number {
  const digest = createHash('sha256')
    .update([seed, ...purpose].join(' '))
    .digest()
  return digest.readUInt32BE() / 2 ** 32
}
