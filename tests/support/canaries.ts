import type { Recorded } from './recorder'

/** Something that only its owner may know, by a name that may be said. */
export type Canary = { name: string; text: string }
/** A place that was searched, and all it says. */
export type Place = { where: string; text: string }

/** Where the canaries are, as `where: name`. */
export function found(canaries: Canary[], places: Place[]): string[] {
  return places.flatMap(({ where, text }) =>
    canaries.filter((canary) => text.includes(canary.text)).map(({ name }) => `${where}: ${name}`),
  )
}

/**
 * Every client secret that Stripe gave out, and every address at which somebody can approve. Of both only the part that
 * nobody can guess: whoever cuts or encodes the rest has still told the secret.
 */
export function canariesIn(recorded: Recorded[]): Canary[] {
  const all = new Map<string, Canary>()
  for (const { answer } of recorded) {
    for (const [, id, text] of answer.matchAll(/"((?:pi|seti)_\w+?)_secret_(\w+)"/g)) {
      if (id && text) all.set(text, { name: `the client secret of ${id}`, text })
    }
    for (const [, text] of answer.matchAll(/\/authorize\/acct_\w+\/(\w+)/g)) {
      if (text) all.set(text, { name: `the way to Amazon ${text.slice(0, 4)}…`, text })
    }
  }
  return [...all.values()]
}
