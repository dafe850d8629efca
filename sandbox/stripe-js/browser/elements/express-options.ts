import type { StripeExpressCheckoutElementOptions } from '@stripe/stripe-js'
import { IntegrationError } from '../integration-error'
import { requireObject, requireOneOf, warnAbout } from './options'

const KNOWN = [
  ...['allowedShippingCountries', 'billingAddressRequired', 'business', 'buttonHeight', 'buttonTheme', 'buttonType'],
  ...['emailRequired', 'layout', 'lineItems', 'paymentMethodOrder', 'paymentMethods', 'phoneNumberRequired'],
  ...['shippingAddressRequired', 'shippingRates'],
]
const IGNORED = ['applePay', 'wallets']
const WALLETS = ['amazonPay', 'applePay', 'googlePay', 'klarna', 'link', 'paypal'] as const
const ALWAYS = ['applePay', 'googlePay']

/** What a wallet is to ask for and to show: part of the element's options, and of a click's `resolve`. */
export type WalletDetails = Pick<
  StripeExpressCheckoutElementOptions,
  | 'allowedShippingCountries'
  | 'billingAddressRequired'
  | 'emailRequired'
  | 'lineItems'
  | 'phoneNumberRequired'
  | 'shippingAddressRequired'
  | 'shippingRates'
>

/** docs.stripe.com/js/elements_object/create_express_checkout_element. @throws IntegrationError as Stripe.js does. */
export function checkExpressOptions(caller: string, options: StripeExpressCheckoutElementOptions): void {
  requireObject({ caller, name: 'options' }, options)
  const { buttonHeight: height, buttonTheme, buttonType, layout, paymentMethods } = options
  if (height !== undefined && !(typeof height === 'number' && height >= 40 && height <= 55)) {
    throw new IntegrationError(
      `Invalid value for ${caller}: buttonHeight should be a number from 40 to 55. You specified: ${String(height)}.`,
    )
  }
  for (const [name, value] of Object.entries({ buttonTheme, buttonType, layout, paymentMethods }))
    requireObject({ caller, name }, value)
  for (const wallet of WALLETS) {
    const allowed = ALWAYS.includes(wallet) ? ['always', 'auto', 'never'] : ['auto', 'never']
    requireOneOf({ caller, name: `paymentMethods.${wallet}` }, paymentMethods?.[wallet], allowed)
  }
  requireOneOf({ caller, name: 'layout.overflow' }, layout?.overflow, ['auto', 'never'])
  warnAbout(caller, options, { known: KNOWN, ignored: IGNORED })
}

/** `amount` is the group's, in minor units; undefined where it is the intent's. @throws IntegrationError */
export function checkWalletDetails(details: WalletDetails, amount: number | undefined): void {
  const { lineItems = [], shippingAddressRequired, shippingRates } = details
  if (shippingAddressRequired && !shippingRates?.length) {
    throw new IntegrationError('When `shippingAddressRequired` is true, you must specify `shippingRates`.')
  }
  const total = lineItems.reduce((sum, item) => sum + item.amount, 0)
  if (amount === undefined || total <= amount) return
  throw new IntegrationError(
    `The amount ${amount} is less than the total amount of the line items provided, ${total}. ` +
      'Update the amount before the wallet is shown.',
  )
}
