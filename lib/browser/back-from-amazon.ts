const KEY = 'left-for-amazon'

/** Notes in this tab that the customer is on their way to Amazon. Says nothing about who or what. */
export function rememberLeaving(): void {
  sessionStorage.setItem(KEY, 'yes')
}

/** Forgets it: the customer came back the right way, or never got away. */
export function forgetLeaving(): void {
  sessionStorage.removeItem(KEY)
}

/** Whether this page is on screen because the customer pressed Back at Amazon. */
export function cameBack(): boolean {
  return sessionStorage.getItem(KEY) === 'yes'
}

/** Calls `listener` when the browser shows a kept page again, which runs no script from the start. */
export function onPageShown(listener: () => void): () => void {
  window.addEventListener('pageshow', listener)
  return () => window.removeEventListener('pageshow', listener)
}
