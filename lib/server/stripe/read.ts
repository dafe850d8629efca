import 'server-only'

/** What Stripe was asked to expand. The type allows an id in its place, and null stays null. */
export function expanded<T>(value: T | string | null | undefined): T | null {
  return value === undefined || typeof value === 'string' ? null : value
}

/** The id of an object that may be expanded or not. */
export function idOf(value: string | { id: string } | null | undefined): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null)
}

/** One of the words we know. Stripe types every enum as open, so one we have never seen has to stop here, loudly. */
export function known<Word extends string>(words: readonly Word[], word: string, what: string): Word {
  const found = words.find((one) => one === word)
  if (!found) throw new Error(`Stripe sent a ${what} we do not know: ${word}.`)
  return found
}
