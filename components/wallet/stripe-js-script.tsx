/**
 * Stripe.js from the address this server was given, with this request's nonce. `async` makes React run it also when the
 * page was reached without a reload. lib/browser/stripe-js.ts waits for it.
 */
export function StripeJsScript({ src, nonce }: { src: string; nonce: string | undefined }) {
  return <script id="stripe-js" src={src} nonce={nonce} async />
}
