import { isOver } from '../domain/setup-status'
import { attemptDto, startedSetupDto, type StartSetupBody } from '../contracts/setups'
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

/**
 * Confirms with Stripe.js, which sends the browser to Amazon. The mandate's address and browser are taken by Stripe from
 * this very request (guide 2). Settles only when the redirect did not happen: that is always an error worth showing.
 */
export async function leaveForAmazon(publishableKey: string, { clientSecret, returnUrl }: Started): Promise<never> {
  const stripe = await stripeJs(publishableKey)
  const { error } = await stripe.confirmAmazonPaySetup(clientSecret, {
    return_url: returnUrl,
    mandate_data: { customer_acceptance: { type: 'online', online: { infer_from_client: true } } },
  })
  throw new Error(error?.message ?? 'Amazon Pay did not open.')
}

/** Whether a try has come further than this page knows, for instance in another tab. False when nobody can tell. */
export async function hasMovedOn(id: string): Promise<boolean> {
  try {
    const { answer } = await callApi(`/api/attempts/${id}`, { answer: attemptDto })
    return isOver(answer.state) && answer.state !== 'ready'
  } catch {
    return false
  }
}
