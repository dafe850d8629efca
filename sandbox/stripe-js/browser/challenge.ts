import type { Context } from './context'
import type { Intent, IntentKind } from './intent-kinds'
import { leaveFor } from './next-action'

/** Where the bank's dialog ends. A page of this origin that only says so. */
export const CHALLENGE_RETURN = '/endive/three-ds-done.html'

/**
 * Lets the bank ask, where the intent waits for that, and answers what came of it. In the dialog when the intent comes
 * back to Stripe.js' own page, else by leaving this one.
 */
export async function passChallenge<I extends Intent, R>(
  { api, base }: Context,
  kind: IntentKind<I, R>,
  intent: I,
): Promise<R> {
  const to = intent.next_action?.redirect_to_url
  if (intent.status !== 'requires_action' || !to?.url) return kind.found(intent)
  if (to.return_url !== `${base}${CHALLENGE_RETURN}`) return leaveFor(to.url)
  await dialog(to.url)
  const answer = await api.get<I>(`${kind.path}/${intent.id}`, { client_secret: intent.client_secret ?? '' })
  if (answer.error) return kind.failed(answer.error)
  const { last_payment_error: payment, last_setup_error: setup } = answer.value as Errors
  const error = payment ?? setup
  if (!error) return kind.found(answer.value)
  const said = error.code?.endsWith('_authentication_failure') ? { message: NOT_AUTHENTICATED } : {}
  return kind.failed({ ...error, ...said, [`${kind.kind}_intent`]: answer.value })
}

/** What Stripe.js tells a customer; the intent says it in words for the shop. */
const NOT_AUTHENTICATED =
  'We are unable to authenticate your payment method. Please choose a different payment method and try again.'

type Errors = { last_payment_error?: Parameters<IntentKind<Intent, unknown>['failed']>[0] | null } & {
  last_setup_error?: Parameters<IntentKind<Intent, unknown>['failed']>[0] | null
}

/** Over the page until the frame says that it is done. */
function dialog(url: string): Promise<void> {
  const { origin: bank } = new URL(url)
  const iframe = document.createElement('iframe')
  iframe.name = '__privateStripeFrameChallenge'
  iframe.title = '3D Secure authentication frame'
  iframe.src = url
  Object.assign(iframe.style, {
    background: 'rgba(0, 0, 0, 0.6)',
    border: '0',
    height: '100%',
    inset: '0',
    position: 'fixed',
    width: '100%',
    zIndex: '2147483647',
  })
  document.body.append(iframe)
  return new Promise((resolve) => {
    window.addEventListener('message', function end({ source, origin, data }) {
      if (source !== iframe.contentWindow || origin !== bank || data !== 'stripe-challenge-done') return
      window.removeEventListener('message', end)
      iframe.remove()
      resolve()
    })
  })
}
