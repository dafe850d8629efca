import type {
  ConfirmationTokenResult,
  ConfirmAmazonPaySetupData,
  PaymentIntentResult,
  PaymentMethodResult,
  PaymentRequest,
  SetupIntentResult,
  StripeError,
  TokenResult,
  WrapperLibrary,
} from '@stripe/stripe-js'
import { createApi } from './api'
import { confirmAmazonPaySetup } from './confirm-amazon-pay-setup'
import { type CardData, confirmCard } from './confirm-card'
import { confirmIntent, type ConfirmOptions } from './confirm-intent'
import type { Context } from './context'
import { createConfirmationToken, type TokenOptions } from './create-confirmation-token'
import { createPaymentMethod, type NewMethod } from './create-payment-method'
import { createToken } from './create-token'
import { Group } from './elements/group'
import type { GroupOptions } from './elements/group-options'
import { IntegrationError } from './integration-error'
import { paymentIntents, setupIntents } from './intent-kinds'
import { handleNextAction } from './next-action'
import { paymentRequest } from './payment-request'
import { PendingConfirmations } from './pending-confirmations'
import { requireTestKey } from './publishable-key'
import { redirectToCheckout } from './redirect-to-checkout'
import { retrieveIntent } from './retrieve-intent'
import { unimitatedFunctions } from './unimitated'

/** The part of Stripe.js that the sandbox imitates. */
export type SandboxStripe = {
  elements(options?: GroupOptions): Group
  confirmPayment(options: ConfirmOptions): Promise<PaymentIntentResult>
  confirmSetup(options: ConfirmOptions): Promise<SetupIntentResult>
  confirmAmazonPaySetup(secret: string, data?: ConfirmAmazonPaySetupData): Promise<SetupIntentResult>
  retrievePaymentIntent(secret: string): Promise<PaymentIntentResult>
  retrieveSetupIntent(secret: string): Promise<SetupIntentResult>
  handleNextAction(options: { clientSecret?: string }): Promise<PaymentIntentResult | SetupIntentResult>
  createPaymentMethod(options: NewMethod | 'card', element?: unknown, data?: object): Promise<PaymentMethodResult>
  confirmCardPayment(
    secret: string,
    data?: CardData,
    options?: { handleActions?: boolean },
  ): Promise<PaymentIntentResult>
  confirmCardSetup(secret: string, data?: CardData, options?: { handleActions?: boolean }): Promise<SetupIntentResult>
  handleCardAction(secret: string): Promise<PaymentIntentResult | SetupIntentResult>
  createToken(element: unknown, data?: Record<string, unknown>): Promise<TokenResult>
  createConfirmationToken(options: TokenOptions): Promise<ConfirmationTokenResult>
  paymentRequest(options: unknown): PaymentRequest
  redirectToCheckout(options: { sessionId?: unknown }): Promise<{ error: StripeError }>
  registerAppInfo(): void
  _registerWrapper(wrapper: WrapperLibrary): void
}

// One for the page: a shop that calls Stripe() twice still has one intent.
const pending = new PendingConfirmations()

/** The origin of Stripe's API, and the release the page asked for: `v3`, `acacia`, … */
type Loaded = { base: string; release: string }

/** @throws IntegrationError on a key or an option the sandbox cannot serve. */
export function createStripe(
  { base, release }: Loaded,
  key: unknown,
  options?: { stripeAccount?: string },
): SandboxStripe {
  const testKey = requireTestKey(key)
  if (options?.stripeAccount) throw new IntegrationError('The sandbox does not imitate Connect: omit stripeAccount.')
  const context: Context = { api: createApi(base, testKey), base, key: testKey, pending }
  return {
    ...unimitatedFunctions(),
    elements: (options) => new Group(context, options),
    ...intentFunctions(context),
    ...cardFunctions(context),
    createPaymentMethod: (options, element, data) =>
      // The older signature names type and element first.
      createPaymentMethod(context, options === 'card' ? { ...data, type: 'card', card: element } : options),
    createToken,
    createConfirmationToken,
    paymentRequest,
    redirectToCheckout: (options) => redirectToCheckout({ api: context.api, release }, options),
    // Stripe counts which libraries wrap it; there is nobody here to tell.
    registerAppInfo: () => {},
    _registerWrapper: () => {},
  }
}

function intentFunctions(context: Context) {
  return {
    confirmPayment: (options: ConfirmOptions) => confirmIntent(context, paymentIntents, options),
    confirmSetup: (options: ConfirmOptions) => confirmIntent(context, setupIntents, options),
    confirmAmazonPaySetup: (secret: string, data?: ConfirmAmazonPaySetupData) =>
      confirmAmazonPaySetup(context, secret, data),
    retrievePaymentIntent: (secret: string) => retrieveIntent(context, paymentIntents, secret),
    retrieveSetupIntent: (secret: string) => retrieveIntent(context, setupIntents, secret),
    handleNextAction: (options: { clientSecret?: string; hashedValue?: string }) => handleNextAction(context, options),
  }
}

function cardFunctions(context: Context) {
  return {
    confirmCardPayment: (secret: string, data?: CardData, options?: { handleActions?: boolean }) =>
      confirmCard(context, paymentIntents, secret, data, options),
    confirmCardSetup: (secret: string, data?: CardData, options?: { handleActions?: boolean }) =>
      confirmCard(context, setupIntents, secret, data, options),
    handleCardAction: (clientSecret: string) => handleNextAction(context, { clientSecret }),
  }
}
