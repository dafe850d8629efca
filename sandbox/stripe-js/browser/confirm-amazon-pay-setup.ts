import type { ConfirmAmazonPaySetupData, SetupIntent, SetupIntentResult } from '@stripe/stripe-js'
import { secretOf } from './client-secret'
import type { Context } from './context'
import { IntegrationError } from './integration-error'
import { setupIntents } from './intent-kinds'
import { followNextAction } from './next-action'
import { withTelemetry } from './telemetry'

/**
 * docs.stripe.com/js/setup_intents/confirm_amazon_pay_setup: confirms, making an Amazon Pay method if none is named,
 * and goes to Amazon. Without `data` only the method the SetupIntent already has is confirmed.
 */
export async function confirmAmazonPaySetup(
  { api, pending }: Context,
  clientSecret: string,
  data?: ConfirmAmazonPaySetupData,
): Promise<SetupIntentResult> {
  const { id, secret } = secretOf('stripe.confirmAmazonPaySetup', clientSecret, setupIntents)
  if (data !== undefined && (typeof data !== 'object' || data === null)) {
    throw new IntegrationError(
      `Invalid value for stripe.confirmAmazonPaySetup(): data should be an object. You specified: ${String(data)}.`,
    )
  }
  return pending.once(secret, async () => {
    const params = { ...toParams(data), client_secret: secret }
    const answer = await api.post<SetupIntent>(`${setupIntents.path}/${id}/confirm`, params)
    if (answer.error) return { error: answer.error }
    return (await followNextAction(answer.value)) ?? { setupIntent: answer.value }
  })
}

function toParams(data: ConfirmAmazonPaySetupData | undefined): Record<string, unknown> {
  if (data === undefined) return { use_stripe_sdk: true }
  const { payment_method: method, ...params } = data
  if (typeof method === 'string') return { ...params, payment_method: method, use_stripe_sdk: true }
  return { ...params, payment_method_data: withTelemetry({ ...method, type: 'amazon_pay' }), use_stripe_sdk: true }
}
