/** What the shop is told about an intent when its customer comes back. */
export type Return = { kind: 'setup' | 'payment'; id: string; clientSecret: string; status: string }

/** The return address with Stripe's three parameters after its own query (docs.stripe.com/payments/amazon-pay). */
export function returnAddress(returnUrl: string, { kind, id, clientSecret, status }: Return): string {
  const url = new URL(returnUrl)
  const added = new URLSearchParams({
    [`${kind}_intent`]: id,
    [`${kind}_intent_client_secret`]: clientSecret,
    redirect_status: status,
  })
  // Appended as text: URLSearchParams would re-encode the shop's own query.
  url.search = url.search ? `${url.search}&${added}` : `?${added}`
  return url.href
}
