import type { PaymentIntentResult, SetupIntentResult, StripeError } from '@stripe/stripe-js'
import { returnAddress } from '../../return-address'
import { someSecret } from './client-secret'
import type { Context } from './context'
import { IntegrationError } from './integration-error'
import { type Intent, type IntentKind, paymentIntents, setupIntents } from './intent-kinds'

/** Leaves the page. The promise never settles, as Stripe.js' does: the page that awaits it is going away. */
export function leaveFor(url: string): Promise<never> {
  window.location.assign(url)
  return new Promise(() => {})
}

/** Goes where the intent wants the customer to go; undefined when there is nowhere to go. */
export function followNextAction(intent: Intent): Promise<never> | undefined {
  const url = intent.next_action?.redirect_to_url?.url
  return intent.status === 'requires_action' && url ? leaveFor(url) : undefined
}

/** Where Stripe would have sent the customer back to, had they been away. */
export function withIntent(returnUrl: string, kind: 'payment' | 'setup', intent: Intent): string {
  const { id, client_secret: clientSecret, status } = intent
  return returnAddress(returnUrl, {
    kind,
    id,
    clientSecret: clientSecret ?? '',
    // A held payment is as far as it can get here, and the customer has done their part.
    status: status === 'succeeded' || status === 'requires_capture' ? 'succeeded' : 'pending',
  })
}

/** docs.stripe.com/js/payment_intents/handle_next_action, for either kind of intent. */
export async function handleNextAction(
  context: Context,
  options: { clientSecret?: string; hashedValue?: string },
): Promise<PaymentIntentResult | SetupIntentResult> {
  if (options?.hashedValue !== undefined) {
    throw new IntegrationError('The sandbox does not imitate SharedPaymentTokens: pass a clientSecret.')
  }
  const { id, secret, prefix } = someSecret('stripe.handleNextAction', options?.clientSecret)
  const named = { id, secret }
  return prefix === 'pi' ? continueIntent(context, paymentIntents, named) : continueIntent(context, setupIntents, named)
}

async function continueIntent<I extends Intent, R>(
  { api }: Context,
  kind: IntentKind<I, R>,
  { id, secret }: { id: string; secret: string },
): Promise<R> {
  const answer = await api.get<I>(`${kind.path}/${id}`, { client_secret: secret })
  if (answer.error) return kind.failed(answer.error)
  if (answer.value.status !== 'requires_action') return kind.failed(notWaiting(kind, answer.value))
  return (await followNextAction(answer.value)) ?? kind.found(answer.value)
}

/** Stripe documents this answer for neither kind; the sentence follows the one for card payments. */
function notWaiting<I extends Intent, R>({ kind, noun }: IntentKind<I, R>, intent: I): StripeError {
  return {
    type: 'invalid_request_error',
    code: `${kind}_intent_unexpected_state`,
    message: `handleNextAction: The ${noun} supplied is not in the requires_action state.`,
    [`${kind}_intent`]: intent,
  }
}
