import type Stripe from 'stripe'
import { idOf } from '../ids'
import type { Call } from '../wire/call'
import { StripeError, invalid } from '../wire/errors'
import type { Read } from '../wire/parameters'
import { refuseRemovedMethodTypes } from '../wire/version'
import type { World } from '../world'
import { amazonPayCurrencies, enabledMethods } from './account'
import { methodOrTestCard, newMethod } from './payment-methods'
import type { createParams } from './setup-intent-params'

export type Choice = Partial<
  Pick<
    Read<typeof createParams>,
    | 'allowed_payment_method_types'
    | 'automatic_payment_methods'
    | 'excluded_payment_method_types'
    | 'payment_method_types'
  >
>
export type ChosenTypes = Pick<
  Stripe.PaymentIntent,
  | 'allowed_payment_method_types'
  | 'automatic_payment_methods'
  | 'excluded_payment_method_types'
  | 'payment_method_types'
>

/** The part of a SetupIntent or PaymentIntent that decides whose methods it takes. */
export type Intent = {
  object: 'setup_intent' | 'payment_intent'
  customer: Stripe.SetupIntent['customer'] | Stripe.PaymentIntent['customer']
}
const NAMES = { setup_intent: 'SetupIntent', payment_intent: 'PaymentIntent' }

/**
 * Which methods an intent accepts, in a currency when it has one. `allowed_…` and `excluded_…` filter what the account has turned on, silently
 * (docs.stripe.com/changelog/dahlia/2026-07-29).
 */
export function chosenTypes(call: Call, given: Choice, currency?: string): ChosenTypes {
  if ('payment_method_types' in call.form) refuseRemovedMethodTypes(call)
  refuseSeveral(given)
  const enabled = enabledMethods(call.world, currency)
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } = given
  const none = {
    allowed_payment_method_types: null,
    automatic_payment_methods: null,
    excluded_payment_method_types: null,
  }
  if (given.payment_method_types) {
    const types = activated(given.payment_method_types, enabledMethods(call.world))
    if (currency !== undefined) refuseCurrency(call.world, types, currency)
    return { ...none, payment_method_types: types }
  }
  if (allowed) {
    const payment_method_types = enabled.filter((type) => allowed.some((each) => each === type))
    return { ...none, allowed_payment_method_types: allowed, payment_method_types }
  }
  const automatic = automaticMethods(call, given)
  if (!automatic) return { ...none, payment_method_types: ['card'] }
  const left = enabled.filter((type) => !excluded?.some((each) => each === type))
  return {
    ...none,
    automatic_payment_methods: automatic,
    excluded_payment_method_types: excluded ?? null,
    payment_method_types: automatic.allow_redirects === 'never' ? left.filter((type) => type === 'card') : left,
  }
}

/** The method a request brings along, by id or as data; null when it brings none. */
export function broughtMethod(
  call: Call,
  given: Partial<Pick<Read<typeof createParams>, 'payment_method' | 'payment_method_data'>>,
  intent: Intent,
): Stripe.PaymentMethod | null {
  if (given.payment_method !== undefined && given.payment_method_data) {
    throw exclusive(['payment_method', 'payment_method_data'])
  }
  if (given.payment_method_data) return newMethod(call, given.payment_method_data)
  if (given.payment_method === undefined) return null
  const method = methodOrTestCard(call.world, given.payment_method)
  refuseForeign(method, intent)
  refuseUsedUp(call.world, method)
  return method
}

/** @throws StripeError 400 when the method was declined, detached, or paid with unsaved. */
export function refuseUsedUp(world: World, method: Readonly<Stripe.PaymentMethod>): void {
  if (world.store.get('used_up_methods', method.id)) throw new StripeError(400, { message: USED_UP })
}

/** @throws StripeError 400 when the intent does not accept this kind of method. */
export function mustBeAccepted(
  { object, payment_method_types: types }: Readonly<Stripe.SetupIntent | Stripe.PaymentIntent>,
  type: string,
): void {
  if (types.includes(type)) return
  const name = NAMES[object]
  const message =
    `The PaymentMethod provided (${type}) is not allowed for this ${name}. Please attach a PaymentMethod of one of ` +
    `the following types: ${types.join(', ')}. Alternatively update the allowed payment_method_types for this ${name} to include "${type}".`
  throw new StripeError(400, { message, param: 'payment_method' })
}

function automaticMethods(call: Call, given: Choice): Stripe.PaymentIntent.AutomaticPaymentMethods | null {
  const { automatic_payment_methods: automatic } = given
  if (automatic)
    return automatic.enabled ? { enabled: true, allow_redirects: automatic.allow_redirects ?? 'always' } : null
  // Dynamic methods became the default with 2023-08-16; before that an intent took cards.
  return call.version < '2023-08-16' ? null : { enabled: true, allow_redirects: 'always' }
}

function activated(types: string[], enabled: string[]): string[] {
  const missing = types.find((type) => !enabled.includes(type))
  if (missing === undefined) return types
  const message =
    `The payment method type provided: ${missing} is invalid. Please ensure the provided type is activated in your ` +
    'dashboard (https://dashboard.stripe.com/account/payments/settings) and your account is enabled for any preview features that you are trying to use.'
  throw invalid(message, { param: 'payment_method_types' })
}

/** Named outright, an unsuitable method is refused; only `allowed_…` lets it drop out. */
function refuseCurrency(world: World, types: string[], currency: string): void {
  if (!types.includes('amazon_pay') || enabledMethods(world, currency).includes('amazon_pay')) return
  const message = `The currency provided (${currency}) is invalid. Payments with amazon_pay support the following currencies: ${amazonPayCurrencies(world).join(', ')}.`
  throw invalid(message, { code: 'payment_intent_invalid_currency', param: 'currency' })
}

function refuseSeveral(given: Choice): void {
  const names = Object.entries(given).flatMap(([name, value]) =>
    CHOICES.has(name) && value !== undefined ? [name] : [],
  )
  if (names.length > 1) throw exclusive(names)
}

const CHOICES = new Set([
  'allowed_payment_method_types',
  'automatic_payment_methods',
  'excluded_payment_method_types',
  'payment_method_types',
])

function exclusive(names: string[]): StripeError {
  const message = `You may only specify one of these parameters: ${names.join(', ')}.`
  return invalid(message, { code: 'parameters_exclusive' })
}

const ABOUT_DESCRIPTORS =
  'https://support.stripe.com/questions/use-of-the-statement-descriptor-parameter-on-paymentintents-for-card-charges'

/** Cards have a suffix of the account's own descriptor instead (docs.stripe.com/api/payment_intents/create). @throws StripeError 400 */
export function refuseDescriptorForCards(types: readonly string[], descriptor: string | null | undefined): void {
  if (!descriptor || !types.includes('card')) return
  const refused = 'The statement_descriptor parameter is not supported for the payment_method_type `card`.'
  const instead =
    'To continue supporting payment_method_type `card`, please pass in `statement_descriptor_suffix` or remove the `statement_descriptor` parameter altogether.'
  throw invalid(`${refused} ${instead} Please see ${ABOUT_DESCRIPTORS} for additional details.`, {
    param: 'statement_descriptor',
  })
}

/** @throws StripeError 400 when the method belongs to somebody else. */
export function refuseForeign(method: Readonly<Stripe.PaymentMethod>, intent: Intent): void {
  const owner = idOf(method.customer)
  const customer = idOf(intent.customer)
  if (owner === null || owner === customer) return
  const supplied =
    intent.object === 'setup_intent'
      ? `The payment method supplied (${method.id})`
      : `The \`payment_method\` parameter supplied ${method.id}`
  const message = customer
    ? `The PaymentMethod ${method.id} does not belong to the Customer you supplied ${customer}. Please use this PaymentMethod with the Customer that it belongs to instead.`
    : `${supplied} belongs to the Customer ${owner}. Please include the Customer in the \`customer\` parameter on the ${NAMES[intent.object]}.`
  throw new StripeError(400, { message, param: 'payment_method' })
}

const USED_UP =
  'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a ' +
  'connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a ' +
  'PaymentMethod multiple times, you must attach it to a Customer first.'
