import type { Random } from '../campaign/random'
import type { RawRequest } from './raw-request'
import type { ShopRoute, Who } from './shop-route'

/** The shop as a browser knows it, and the cookies of those who are signed in to it. */
export type Setting = { origin: string; cookies: Record<Who, string>; seed: number }

/** A request that is being made up. */
export type Draft = RawRequest & { isForm: boolean }
export type Wild = { route: ShopRoute; draft: Draft; random: Random; setting: Setting }
/** Spoils a request that was right, and says what it is answered with; undefined where it cannot be spoiled like this. */
export type Blow = (wild: Wild) => string | null | undefined

/** The first header of this name. */
export function headerOf({ headers }: Draft, wanted: string): string | undefined {
  return headers.find(([name]) => name === wanted)?.[1]
}

/** Null takes the header away. */
export function set(draft: Draft, wanted: string, value: string | null): void {
  draft.headers = draft.headers.filter(([name]) => name !== wanted)
  if (value !== null) draft.headers.push([wanted, value])
}

/** An id that nothing has. */
export function uuidFrom(random: Random): string {
  const digits = Array.from({ length: 12 }, () => Math.floor(random() * 16).toString(16)).join('')
  return `0193f2a4-7a31-7c1e-9d5e-${digits}`
}
