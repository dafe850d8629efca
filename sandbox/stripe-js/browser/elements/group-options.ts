import type { Appearance, StripeElementLocale, StripeElementsOptions } from '@stripe/stripe-js'
import { allowedRules, allowedVariables } from '../../appearance-rules'
import { readSecret } from '../client-secret'
import { IntegrationError } from '../integration-error'
import { requireObject, requireOneOf, warnAbout } from './options'

export type CaptureMethod = 'manual' | 'automatic' | 'automatic_async'
type Usage = 'off_session' | 'on_session' | null

/** What `stripe.elements` may be given, for an intent that exists and for one that does not yet. */
export type GroupOptions = {
  appearance?: Appearance
  clientSecret?: string
  fonts?: StripeElementsOptions['fonts']
  loader?: 'auto' | 'always' | 'never'
  locale?: StripeElementLocale
  mode?: 'payment' | 'setup' | 'subscription'
  amount?: number
  currency?: string
  setupFutureUsage?: Usage
  setup_future_usage?: Usage
  captureMethod?: CaptureMethod
  capture_method?: CaptureMethod
  allowedPaymentMethodTypes?: string[]
  excludedPaymentMethodTypes?: string[]
  paymentMethodCreation?: 'manual'
}

const DRAWN = ['appearance', 'fonts', 'loader', 'locale']
const DEFERRED = [
  ...['mode', 'amount', 'currency', 'setupFutureUsage', 'setup_future_usage', 'captureMethod', 'capture_method'],
  ...['allowedPaymentMethodTypes', 'excludedPaymentMethodTypes'],
]
const IGNORED = [
  ...['adaptivePricing', 'customPaymentMethods', 'customerOptions', 'customerSessionClientSecret', 'onBehalfOf'],
  ...['externalPaymentMethodTypes', 'on_behalf_of', 'paymentMethodConfiguration', 'paymentMethodOptions'],
  ...['payment_method_configuration', 'payment_method_options', 'syncAddressCheckbox'],
]
const WITHOUT_A_SETTER = ['clientSecret', 'paymentMethodCreation']

/** @throws IntegrationError as Stripe.js does; unknown options are only warned about. */
export function checkGroupOptions(options: GroupOptions): void {
  const caller = 'elements()'
  requireObject({ caller, name: 'options' }, options)
  refuseOldNames(options)
  if (options.clientSecret !== undefined) checkSecret(options)
  if (options.mode !== undefined) checkDeferred(options)
  requireOneOf({ caller, name: 'loader' }, options.loader, ['auto', 'always', 'never'])
  requireOneOf({ caller, name: 'appearance.theme' }, options.appearance?.theme, ['stripe', 'night', 'flat', 'none'])
  requireOneOf({ caller, name: 'paymentMethodCreation' }, options.paymentMethodCreation, ['manual'])
  allowedRules(options.appearance, warnOfAppearance)
  allowedVariables(options.appearance, warnOfAppearance)
  warnAbout(caller, options, { known: [...DRAWN, ...DEFERRED, ...WITHOUT_A_SETTER], ignored: IGNORED })
}

function warnOfAppearance(why: string): void {
  console.warn(`[Stripe.js] appearance: ${why} It has no effect.`)
}

/** What `elements.update` may be given. @throws IntegrationError for what is settled once the group exists. */
export function checkGroupUpdate(options: object): void {
  requireObject({ caller: 'elements.update()', name: 'options' }, options)
  const settled = WITHOUT_A_SETTER.find((name) => name in options)
  if (settled) throw new IntegrationError(`Invalid value for elements.update(): ${settled} cannot be updated.`)
}

/** Whether such an update makes Stripe offer other methods or terms. */
export function changesTheIntent(options: object): boolean {
  return Object.keys(options).some((name) => DEFERRED.includes(name))
}

function refuseOldNames(options: object): void {
  const old = ['paymentMethodTypes', 'payment_method_types'].find((name) => name in options)
  if (!old) return
  throw new IntegrationError(
    `Invalid value for elements(): ${old} is no longer supported. Use allowedPaymentMethodTypes instead.`,
  )
}

function checkSecret({ clientSecret, mode }: GroupOptions): void {
  if (mode !== undefined) {
    throw new IntegrationError('Invalid value for elements(): pass either clientSecret or mode, not both.')
  }
  if (readSecret(clientSecret)) return
  throw new IntegrationError(
    'Invalid value for elements(): clientSecret should be a client secret of the form ${id}_secret_${secret}. ' +
      `You specified: ${String(clientSecret)}.`,
  )
}

function checkDeferred({ mode, amount, currency }: GroupOptions): void {
  requireOneOf({ caller: 'elements()', name: 'mode' }, mode, ['payment', 'setup', 'subscription'])
  const lowest = mode === 'subscription' ? 0 : 1
  if (mode !== 'setup' && !(typeof amount === 'number' && Number.isInteger(amount) && amount >= lowest)) {
    throw new IntegrationError('Invalid value for elements(): amount must be greater than 0.')
  }
  if (mode === 'setup' && currency === undefined) return
  if (typeof currency === 'string' && /^[a-z]{3}$/.test(currency)) return
  throw new IntegrationError(
    `Invalid value for elements(): currency should be a three-letter currency code in lowercase. ` +
      `You specified: ${String(currency)}.`,
  )
}
