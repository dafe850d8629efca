/** Stripe.js from the address this server was given, with this request's nonce. lib/browser/stripe-js.ts waits for it. */
export function StripeJsScript({ src, nonce }: { src: string; nonce: string | undefined }) {
  return <script id="stripe-js" src={src} nonce={nonce} defer suppressHydrationWarning />
}
