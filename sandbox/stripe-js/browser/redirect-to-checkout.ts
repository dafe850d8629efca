import { IntegrationError } from './integration-error'
import { leaveFor } from './next-action'

/** Releases that still have it (docs.stripe.com/changelog/clover/2025-09-30/remove-redirect-to-checkout). */
const RELEASES = ['v3', 'acacia', 'basil']

/** stripe.redirectToCheckout: leaves for the page of a Checkout Session. @throws IntegrationError for anything else. */
export function redirectToCheckout(base: string, release: string, options: { sessionId?: unknown }): Promise<never> {
  if (!RELEASES.includes(release)) {
    throw new IntegrationError(
      'stripe.redirectToCheckout is no longer supported. Redirect your customer to the url of the Checkout Session instead.',
    )
  }
  const { sessionId, ...others } = options ?? {}
  if (sessionId === undefined) {
    throw new IntegrationError('The sandbox does not imitate stripe.redirectToCheckout() without a sessionId.')
  }
  if (typeof sessionId !== 'string' || !sessionId.startsWith('cs_')) {
    throw new IntegrationError(
      `Invalid value for stripe.redirectToCheckout(): sessionId should be the id of a Checkout Session. You specified: ${String(sessionId)}.`,
    )
  }
  if (Object.keys(others).length > 0) {
    throw new IntegrationError(
      'stripe.redirectToCheckout: Do not provide other parameters when providing sessionId. ' +
        'Specify all parameters on your server when creating the CheckoutSession.',
    )
  }
  return leaveFor(`${base}/c/pay/${encodeURIComponent(sessionId)}`)
}
