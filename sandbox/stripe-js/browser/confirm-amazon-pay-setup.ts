import type { ConfirmAmazonPaySetupData, SetupIntentResult } from '@stripe/stripe-js'
import type { Api } from './api'
import { setupIntentSecret } from './client-secret'
import { IntegrationError } from './integration-error'
import { followNextAction } from './next-action'
import { withTelemetry } from './telemetry'

/**
 * docs.stripe.com/js/setup_intents/confirm_amazon_pay_setup: confirms, making an Amazon Pay method if none is named,
 * and goes to Amazon. Without `data` only the method the SetupIntent already has is confirmed.
 */
export async function confirmAmazonPaySetup(
  api: Api,
  clientSecret: string,
  data?: ConfirmAmazonPaySetupData,
): Promise<SetupIntentResult> {
  const { id, secret } = setupIntentSecret('stripe.confirmAmazonPaySetup', clientSecret)
  if (data !== undefined && (typeof data !== 'object' || data === null)) {
    throw new IntegrationError(
      `Invalid value for stripe.confirmAmazonPaySetup(): data should be an object. You specified: ${String(data)}.`,
    )
  }
  const answer = await api.post(`/v1/setup_intents/${id}/confirm`, { ...toParams(data), client_secret: secret })
  return answer.error ? { error: answer.error } : followNextAction(answer.setupIntent)
}

function toParams(data: ConfirmAmazonPaySetupData | undefined): Record<string, unknown> {
  if (data === undefined) return { use_stripe_sdk: true }
  const { payment_method: method, ...params } = data
  if (typeof method === 'string') return { ...params, payment_method: method, use_stripe_sdk: true }
  return { ...params, payment_method_data: withTelemetry({ ...method, type: 'amazon_pay' }), use_stripe_sdk: true }
}
