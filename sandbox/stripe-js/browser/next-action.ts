import type { SetupIntent, SetupIntentResult } from '@stripe/stripe-js'
import type { Api } from './api'
import { setupIntentSecret } from './client-secret'
import { IntegrationError } from './integration-error'

/** Leaves the page. The promise never settles, as Stripe.js' does: the page that awaits it is going away. */
export function leaveFor(url: string): Promise<never> {
  window.location.assign(url)
  return new Promise(() => {})
}

/** Goes where the intent wants the customer to go, or hands back the intent when there is nowhere to go. */
export function followNextAction(setupIntent: SetupIntent): Promise<SetupIntentResult> {
  const url = setupIntent.next_action?.redirect_to_url?.url
  return setupIntent.status === 'requires_action' && url ? leaveFor(url) : Promise.resolve({ setupIntent })
}

/** docs.stripe.com/js/payment_intents/handle_next_action, for SetupIntents: payments are confirmed by servers here. */
export async function handleNextAction(
  api: Api,
  options: { clientSecret?: string; hashedValue?: string },
): Promise<SetupIntentResult> {
  if (options?.hashedValue !== undefined) {
    throw new IntegrationError('The sandbox does not imitate SharedPaymentTokens: pass a clientSecret.')
  }
  const { id, secret } = setupIntentSecret('stripe.handleNextAction', options?.clientSecret)
  const answer = await api.get(`/v1/setup_intents/${id}`, { client_secret: secret })
  if (answer.error) return { error: answer.error }
  if (answer.setupIntent.status !== 'requires_action') return { error: notWaiting(answer.setupIntent) }
  return followNextAction(answer.setupIntent)
}

/** Stripe does not document this answer for SetupIntents; the sentence follows the one for card payments. */
function notWaiting(setupIntent: SetupIntent) {
  return {
    type: 'invalid_request_error' as const,
    code: 'setup_intent_unexpected_state',
    message: 'handleNextAction: The SetupIntent supplied is not in the requires_action state.',
    setup_intent: setupIntent,
  }
}
