import type Stripe from 'stripe'
import { idOf } from '../ids'
import { invalid } from '../wire/errors'
import type { Read } from '../wire/parameters'
import type { World } from '../world'
import { enabledMethods } from './account'
import { methodsOf } from './find'
import { invalidDefaultMethod } from './previously'
import type { createParams } from './subscription-params'

type Settings = Stripe.Subscription.PaymentSettings
type Billed = { currency: string; payment_settings: Readonly<Settings> | null }

/** @throws StripeError 400 unless the method is attached to the customer. */
export function methodOfCustomer(world: World, method: string, customer: Stripe.Subscription['customer']): string {
  if (methodsOf(world, idOf(customer) ?? '').some(({ id }) => id === method)) return method
  throw invalidDefaultMethod(method, 'default_payment_method')
}

/** What is not given stays as it was. @throws StripeError 400 for a type of method that the account has not turned on. */
export function paymentSettings(
  world: World,
  given: NonNullable<Read<typeof createParams>['payment_settings']>,
  { currency, payment_settings: before }: Billed,
): Settings {
  const { payment_method_types: types, save_default_payment_method: saves } = given
  const enabled = enabledMethods(world, currency)
  const missing = types?.find((type) => !enabled.includes(type))
  if (missing) throw notActivated(missing)
  return {
    payment_method_options: null,
    payment_method_types: types === undefined ? (before?.payment_method_types ?? null) : types,
    save_default_payment_method: saves ?? before?.save_default_payment_method ?? 'off',
  }
}

function notActivated(type: string) {
  const message = `The payment method type provided: ${type} is invalid. Please ensure the provided type is activated in your dashboard (https://dashboard.stripe.com/account/payments/settings).`
  return invalid(message, { param: 'payment_settings[payment_method_types]' })
}
