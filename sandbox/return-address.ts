/** What the shop is told about a setup when its customer comes back. */
export type SetupReturn = { id: string; clientSecret: string; status: string }

/** The return address with Stripe's three parameters after its own query (docs.stripe.com/payments/amazon-pay). */
export function returnAddress(returnUrl: string, { id, clientSecret, status }: SetupReturn): string {
  const url = new URL(returnUrl)
  const added = new URLSearchParams({
    setup_intent: id,
    setup_intent_client_secret: clientSecret,
    redirect_status: status,
  })
  // Appended as text: URLSearchParams would re-encode the shop's own query.
  url.search = url.search ? `${url.search}&${added}` : `?${added}`
  return url.href
}
