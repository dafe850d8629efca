import { attemptDto } from '../contracts/setups'
import { isOver } from '../domain/setup-status'
import { callApi } from './api'

const KEY = 'left-for-amazon'

/** Notes in this tab which try took the customer to Amazon. Its id is no secret: it opens nothing to anybody else. */
export function rememberLeaving(id: string): void {
  sessionStorage.setItem(KEY, id)
}

/** Forgets it: the customer came back the right way, or never got away. */
export function forgetLeaving(): void {
  sessionStorage.removeItem(KEY)
}

/** The try this tab left for Amazon with, if the customer did not come back the right way. */
export function unfinishedTry(): string | null {
  return sessionStorage.getItem(KEY)
}

/** Whether a try has come to an end, as the server knows it; null when nobody can tell now. */
export async function hasEnded(id: string): Promise<boolean | null> {
  try {
    const { answer } = await callApi(`/api/attempts/${id}`, { answer: attemptDto })
    return answer.kind === 'setup' && isOver(answer.state) && answer.state !== 'ready'
  } catch {
    return null
  }
}

/** Calls `listener` when the browser shows a kept page again, which runs no script from the start. */
export function onKeptPageShown(listener: () => void): () => void {
  const heard = ({ persisted }: PageTransitionEvent) => persisted && listener()
  window.addEventListener('pageshow', heard)
  return () => window.removeEventListener('pageshow', heard)
}
