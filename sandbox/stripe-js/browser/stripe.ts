import type {
  ConfirmAmazonPaySetupData,
  SetupIntentResult,
  Stripe,
  StripeError,
  WrapperLibrary,
} from '@stripe/stripe-js'
import { createApi, type Api } from './api'
import { setupIntentSecret } from './client-secret'
import { confirmAmazonPaySetup } from './confirm-amazon-pay-setup'
import { confirmSetup, type ConfirmSetupOptions } from './confirm-setup'
import { IntegrationError } from './integration-error'
import { handleNextAction } from './next-action'
import { requireTestKey } from './publishable-key'

/** The part of Stripe.js that the sandbox imitates. What it does not imitate is absent rather than pretended. */
export type SandboxStripe = Pick<
  Stripe,
  'confirmAmazonPaySetup' | 'confirmSetup' | 'retrieveSetupIntent' | 'handleNextAction' | 'registerAppInfo'
> & { _registerWrapper(wrapper: WrapperLibrary): void }

/** `base` is the origin of Stripe's API; throws IntegrationError on a key or an option the sandbox cannot serve. */
export function createStripe(base: string, key: unknown, options?: { stripeAccount?: string }): SandboxStripe {
  const api = createApi(base, requireTestKey(key))
  if (options?.stripeAccount) throw new IntegrationError('The sandbox does not imitate Connect: omit stripeAccount.')

  // With `always` a setup that succeeds leaves the page, so that only errors are ever answered: two signatures.
  function confirm(options: ConfirmSetupOptions & { redirect: 'if_required' }): Promise<SetupIntentResult>
  function confirm(options: ConfirmSetupOptions & { redirect?: 'always' }): Promise<{ error: StripeError }>
  function confirm(options: ConfirmSetupOptions): Promise<SetupIntentResult> {
    return confirmSetup(api, options)
  }
  return {
    confirmAmazonPaySetup: (secret: string, data?: ConfirmAmazonPaySetupData) =>
      confirmAmazonPaySetup(api, secret, data),
    confirmSetup: confirm,
    retrieveSetupIntent: (secret) => retrieveSetupIntent(api, secret),
    handleNextAction: (options: { clientSecret?: string; hashedValue?: string }) => handleNextAction(api, options),
    // Stripe counts which libraries wrap it; there is nobody here to tell.
    registerAppInfo: () => {},
    _registerWrapper: () => {},
  }
}

async function retrieveSetupIntent(api: Api, clientSecret: string): Promise<SetupIntentResult> {
  const { id, secret } = setupIntentSecret('stripe.retrieveSetupIntent', clientSecret)
  const answer = await api.get(`/v1/setup_intents/${id}`, { client_secret: secret })
  return answer.error ? { error: answer.error } : { setupIntent: answer.setupIntent }
}
