import { z } from 'zod'

/** What `POST /_sandbox/outcomes` can say about hosted Checkout. */
export const checkoutOutcomes = {
  /** From when on a session in setup mode has a SetupIntent. */
  checkoutSetupIntentFrom: z.enum(['confirm', 'create']).exactOptional(),
  /** How long a customer who is done waits at most for the shop to answer `checkout.session.completed`, in real time. */
  checkoutWaitMilliseconds: z.int().min(0).max(10_000).exactOptional(),
}

export type CheckoutSettings = {
  checkoutSetupIntentFrom: 'confirm' | 'create'
  checkoutWaitMilliseconds: number
}

/** Guesses like those in `inferred.ts`, each with its reason. */
export const DEFAULT_CHECKOUT_SETTINGS: CheckoutSettings = {
  // Documented for PaymentIntents since 2022-08-01 (docs.stripe.com/upgrades); of SetupIntents nothing is said.
  checkoutSetupIntentFrom: 'confirm',
  // docs.stripe.com/checkout/fulfillment: up to ten seconds.
  checkoutWaitMilliseconds: 10_000,
}
