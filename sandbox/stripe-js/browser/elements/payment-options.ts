import type { StripePaymentElementOptions } from '@stripe/stripe-js'
import { requireObject, requireOneOf, warnAbout } from './options'

const KNOWN = ['business', 'defaultValues', 'fields', 'layout', 'paymentMethodOrder', 'readOnly', 'terms']
const IGNORED = ['applePay', 'walletOptions', 'wallets']
const LAYOUTS = ['tabs', 'accordion', 'auto']

/** @throws IntegrationError as Stripe.js does; unknown options are only warned about. */
export function checkPaymentOptions(caller: string, options: StripePaymentElementOptions): void {
  requireObject({ caller, name: 'options' }, options)
  const { layout, fields, terms, defaultValues } = options
  if (typeof layout === 'object') requireOneOf({ caller, name: 'layout.type' }, layout?.type ?? '', LAYOUTS)
  else requireOneOf({ caller, name: 'layout' }, layout, LAYOUTS)
  for (const [name, value] of Object.entries({ fields, terms, defaultValues })) requireObject({ caller, name }, value)
  requireOneOf({ caller, name: 'terms.card' }, terms?.card, ['auto', 'always', 'never'])
  warnAbout(caller, options, { known: KNOWN, ignored: IGNORED })
}
