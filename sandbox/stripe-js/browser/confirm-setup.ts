import type { ConfirmSetupData, SetupIntent, SetupIntentResult } from '@stripe/stripe-js'
import { returnAddress } from '../../return-address'
import type { Api } from './api'
import { setupIntentSecret } from './client-secret'
import { IntegrationError } from './integration-error'
import { followNextAction, leaveFor } from './next-action'
import { withTelemetry } from './telemetry'

export type ConfirmSetupOptions = {
  elements?: unknown
  clientSecret?: string
  confirmParams?: Partial<ConfirmSetupData>
  redirect?: 'always' | 'if_required'
}

/**
 * docs.stripe.com/js/setup_intents/confirm_setup without Elements: the method is named in `confirmParams`, by
 * `payment_method` or by `payment_method_data: { type: 'amazon_pay' }`.
 */
export async function confirmSetup(api: Api, options: ConfirmSetupOptions): Promise<SetupIntentResult> {
  const { id, secret } = requireOptions(options)
  const { payment_method_data: method, ...params } = options.confirmParams ?? {}
  const answer = await api.post(`/v1/setup_intents/${id}/confirm`, {
    ...params,
    // A typed ConfirmSetupData has no index signature, yet is a plain object of parameters.
    payment_method_data: method && withTelemetry(method as Record<string, unknown>),
    use_stripe_sdk: true,
    client_secret: secret,
  })
  if (answer.error) return { error: answer.error }
  const { setupIntent } = answer
  const done = setupIntent.status === 'succeeded' || setupIntent.status === 'processing'
  const returnUrl = options.confirmParams?.return_url
  if (done && returnUrl && options.redirect !== 'if_required') return leaveFor(withIntent(returnUrl, setupIntent))
  return followNextAction(setupIntent)
}

function requireOptions(options: ConfirmSetupOptions) {
  // This script makes no Elements groups, so whatever was passed is none.
  if (options?.elements !== undefined) {
    throw new IntegrationError(
      `Invalid value for stripe.confirmSetup(): elements should be an Elements group. You specified: ${typeof options.elements}.`,
    )
  }
  if (options?.redirect !== 'if_required' && !options?.confirmParams?.return_url) {
    throw new IntegrationError(
      "Invalid value for stripe.confirmSetup(): confirmParams.return_url is required unless redirect is 'if_required'.",
    )
  }
  return setupIntentSecret('stripe.confirmSetup', options.clientSecret)
}

/** Where Stripe would have sent the customer back to, had they been away. */
function withIntent(returnUrl: string, setupIntent: SetupIntent): string {
  const { id, client_secret: clientSecret, status } = setupIntent
  return returnAddress(returnUrl, {
    kind: 'setup',
    id,
    clientSecret: clientSecret ?? '',
    status: status === 'succeeded' ? 'succeeded' : 'pending',
  })
}
