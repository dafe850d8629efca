import type { StripeError } from '@stripe/stripe-js'
import type { Api } from './api'
import { IntegrationError } from './integration-error'
import { leaveFor } from './next-action'

/** Releases that still have it (docs.stripe.com/changelog/clover/2025-09-30/remove-redirect-to-checkout). */
const RELEASES = ['v3', 'acacia', 'basil']

/** What may be asked for the page, and the release that the shop's page has loaded. */
type Loaded = { api: Api; release: string }

/**
 * stripe.redirectToCheckout: leaves for the page of a Checkout Session, or answers why that cannot be.
 * @throws IntegrationError for anything else.
 */
export function redirectToCheckout(
  { api, release }: Loaded,
  options: { sessionId?: unknown },
): Promise<{ error: StripeError }> {
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
  return leaveForPage(api, sessionId)
}

/** The script may have come by another address, as where a test plays js.stripe.com, so the API says where the page is. */
async function leaveForPage(api: Api, sessionId: string): Promise<{ error: StripeError }> {
  const answer = await api.get<{ url: string }>(`/v1/elements/checkout_sessions/${encodeURIComponent(sessionId)}`, {})
  return answer.error ? { error: answer.error } : leaveFor(answer.value.url)
}
