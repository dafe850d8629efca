import { z } from 'zod'
import { ApiProblem } from './api'

const asked = z.strictObject({ key: z.string(), body: z.string() })

/**
 * The key to send with a request, which makes every repetition of it the same attempt. The same body keeps the key it was
 * first sent with, over a lost answer and a reload, until `forgetKey` says that its outcome is known; any other body
 * gets `fresh`. `place` names what is asked for, and is kept in this tab.
 */
export function keyFor(place: string, body: object, fresh: () => string): string {
  const now = JSON.stringify(body)
  const kept = lastAsked(place)
  if (kept?.body === now) return kept.key
  const key = fresh()
  sessionStorage.setItem(place, JSON.stringify({ key, body: now }))
  return key
}

/** The outcome of what was asked for in `place` is known: asking again is a new attempt. */
export function forgetKey(place: string): void {
  sessionStorage.removeItem(place)
}

/** Whether a failure says for certain that this attempt came to nothing. A lost answer and a 5xx never do. */
export function isDefinite(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && error.status < 500 && !SAYS_NOTHING.has(error.code)
}

// Said before anybody looked whether it had been done: no news about an attempt whose answer was lost.
const SAYS_NOTHING = new Set(['unauthenticated', 'forbidden', 'foreign_origin', 'too_many_requests'])

function lastAsked(place: string): z.infer<typeof asked> | null {
  try {
    return asked.parse(JSON.parse(sessionStorage.getItem(place) ?? 'null'))
  } catch {
    return null
  }
}
