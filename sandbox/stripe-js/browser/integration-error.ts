/** A mistake in the calling program. Stripe.js throws these; what Stripe's API refuses comes back as `{ error }`. */
export class IntegrationError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'IntegrationError'
  }
}
