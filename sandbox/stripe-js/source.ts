import { browserScript } from '../pages/browser-script'

/**
 * The browser script served at `/endive/stripe.js` and `/v3/`. It defines `window.Stripe` and derives the address of
 * the API from its own. Throws when it was neither built nor can be built (see `browserScript`).
 */
export function stripeJsSource(): string {
  return browserScript('stripe', new URL('./browser/main.ts', import.meta.url))
}
