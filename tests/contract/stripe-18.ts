import { createRequire } from 'node:module'
import Stripe from 'stripe'
import type { TestWorld } from './sandbox-under-test'

/** What the SDK of a year ago asks for and reads, as far as that is not the same today. */
export type OldStripe = Omit<Stripe, 'paymentIntents' | 'setupIntents'> & {
  setupIntents: Stripe['setupIntents'] & Creator<Stripe.SetupIntentCreateParams, Stripe.SetupIntent>
  paymentIntents: Stripe['paymentIntents'] & Creator<Stripe.PaymentIntentCreateParams, Stripe.PaymentIntent>
}
type Creator<Params, Answer> = { create: (params: Params & { payment_method_types?: string[] }) => Promise<Answer> }

// Its own declarations are of the module `stripe` and would replace those of the present SDK for the whole program.
const Stripe18 = createRequire(import.meta.url)('stripe-18') as new (key: string, config: object) => OldStripe

/** The SDK 18.5.0, which names the version 2025-08-27.basil, or another one when it is told to. */
export function stripe18({ origin, secretKey }: TestWorld, apiVersion?: string): OldStripe {
  const { hostname: host, port } = new URL(origin)
  const config = { host, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false }
  return new Stripe18(secretKey, { ...config, ...(apiVersion !== undefined && { apiVersion }) })
}
