import { startedSetupDto, type StartSetupBody } from '../contracts/setups'
import { callApi } from './api'
import { stripeJs } from './stripe-js'

const TIMEOUT_MS = 15_000

/** One try, ready to be confirmed. */
export type Started = { id: string; clientSecret: string; returnUrl: string }

/**
 * Starts one try at saving. Repeating it with the same key gives the same try, so a lost answer costs nothing. Stripe not
 * having answered yet is waited for; after 15 seconds it throws, and asking again goes on where it was.
 */
export async function startSetup(body: StartSetupBody, idempotencyKey: string): Promise<Started> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  for (;;) {
    const { answer } = await callApi('/api/setup-intents', { body, answer: startedSetupDto, idempotencyKey, signal })
    if ('clientSecret' in answer) return answer
    signal.throwIfAborted()
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}

/** Stripe.js said no. Its own words are for developers, so they stay in `message`. */
export class StripeRefused extends Error {}

/**
 * Confirms with Stripe.js, which sends the browser to Amazon. The mandate's address and browser are taken by Stripe from
 * this very request
 * (https://docs.stripe.com/payments/amazon-pay/set-up-future-payments). Settles only when the redirect did not happen, or not within 15 seconds: that is always an
 * error worth showing. Throws StripeRefused for an answer of Stripe's.
 */
export async function leaveForAmazon(publishableKey: string, { clientSecret, returnUrl }: Started): Promise<never> {
  const stripe = await stripeJs(publishableKey)
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error('Amazon Pay took too long to open.')), TIMEOUT_MS)
  })
  const confirmed = stripe.confirmAmazonPaySetup(clientSecret, {
    return_url: returnUrl,
    mandate_data: { customer_acceptance: { type: 'online', online: { infer_from_client: true } } },
  })
  const { error } = await Promise.race([confirmed, late])
  if (error?.type === 'api_connection_error') throw new Error(error.message)
  throw new StripeRefused(error?.message ?? 'Amazon Pay did not open.')
}
