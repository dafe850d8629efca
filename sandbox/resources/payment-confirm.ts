import type Stripe from 'stripe'
import { idOf, newId } from '../ids'
import { REDIRECT_SECONDS } from '../inferred'
import { mayChange, mayConfirm } from '../machines/payment-intent'
import type { Call } from '../wire/call'
import { StripeError, invalid, notImitated } from '../wire/errors'
import type { Read } from '../wire/parameters'
import type { World } from '../world'
import { chargeCard, chargeCardOffSession, mustAuthenticate } from './card-payment'
import { customerNamed, methodNamed } from './find'
import { broughtMethod, mustBeAccepted, refuseUsedUp } from './intent-methods'
import { newMandate } from './mandate-changes'
import { acceptance } from './mandate-data'
import type { confirmParams } from './payment-intent-params'
import { changeIntent, saves, succeedPayment } from './payment-outcome'
import { abandonPayment, timerId } from './payment-trip'
import { chargeOffSession, hasActiveMandate } from './saved-payment'

type Given = Partial<Read<typeof confirmParams>>
type PaymentIntent = Readonly<Stripe.PaymentIntent>
type PaymentMethod = Readonly<Stripe.PaymentMethod>

/** @throws StripeError 400 unless the PaymentIntent is in a state to be confirmed with what the request brings. */
export function refuseConfirmation(paymentIntent: PaymentIntent, given: Given): void {
  const brings = given.payment_method !== undefined || given.payment_method_data !== undefined
  if (brings && paymentIntent.status !== 'succeeded') mayChange(paymentIntent, 'payment_method')
  mayConfirm(paymentIntent, brings || paymentIntent.payment_method !== null)
}

/**
 * Charges a saved method at once, or sends the customer to the test page. A decline is returned, not thrown.
 * Confirming again while the customer is on the page starts over with a new attempt.
 */
export function confirmPayment(
  call: Call,
  paymentIntent: PaymentIntent,
  given: Given,
): Stripe.PaymentIntent | StripeError {
  const { world } = call
  const customer = idOf(paymentIntent.customer)
  if (customer) customerNamed(world, customer)
  const method = broughtMethod(call, given, paymentIntent) ?? ownMethod(world, paymentIntent)
  mustBeAccepted(paymentIntent, method.type)
  const accepted = given.mandate_data ? acceptance(call, given.mandate_data.customer_acceptance) : null
  const { automatic_payment_methods: automatic } = paymentIntent
  // With methods chosen in the Dashboard Stripe wants to be able to redirect, whatever the method at hand needs.
  if (automatic && automatic.allow_redirects !== 'never') requiredReturnUrl(paymentIntent, given.return_url)
  if (given.off_session) {
    if (saves(paymentIntent, method.type)) throw invalid(CANNOT_SAVE_OFF_SESSION, { param: 'off_session' })
    abandonPayment(world, paymentIntent)
    const charge = method.type === 'card' ? chargeCardOffSession : chargeOffSession
    return charge(world, { paymentIntent, method })
  }
  if (chargesAtOnce(world, method)) {
    abandonPayment(world, paymentIntent)
    const charge = method.type === 'card' ? chargeCard : succeedPayment
    return charge(world, { paymentIntent, method })
  }
  return sendToTestPage(call, { paymentIntent, method, accepted, returnUrl: given.return_url })
}

function ownMethod(world: World, paymentIntent: PaymentIntent): PaymentMethod {
  const method = methodNamed(world, idOf(paymentIntent.payment_method) ?? '')
  refuseUsedUp(world, method)
  return method
}

function chargesAtOnce(world: World, method: PaymentMethod): boolean {
  if (method.type === 'card') return !mustAuthenticate(method)
  return world.settings.savedOnSession === 'charge' && method.customer !== null && hasActiveMandate(world, method.id)
}

type Visit = {
  paymentIntent: PaymentIntent
  method: PaymentMethod
  accepted: Stripe.Mandate.CustomerAcceptance | null
  returnUrl: string | undefined
}

function sendToTestPage(call: Call, { paymentIntent, method, accepted, ...visit }: Visit): Stripe.PaymentIntent {
  const { world } = call
  if (method.type === 'card' && visit.returnUrl === undefined)
    throw notImitated('3D Secure without a return_url', 'return_url')
  const returnUrl = requiredReturnUrl(paymentIntent, visit.returnUrl)
  abandonPayment(world, paymentIntent)
  const mandated = accepted !== null && method.type === 'amazon_pay' && saves(paymentIntent, method.type)
  const mandate = mandated ? newMandate(world, method.id, accepted) : null
  const nonce = newId('paymentNonce')
  const trip = { nonce, paymentAttempt: newId('paymentAttempt'), paymentIntent: paymentIntent.id }
  world.store.put('payment_redirects', nonce, { ...trip, mandate, returnUrl, outcome: null })
  const dueAt = world.now() + REDIRECT_SECONDS
  world.setTimer({ id: timerId(nonce), dueAt, kind: 'payment.expire', redirect: nonce })
  const url = `${call.origin}/authorize/${world.accountId}/${nonce}`
  return changeIntent(world, paymentIntent.id, { do: 'redirect', paymentMethod: method.id, url, returnUrl })
}

function requiredReturnUrl(paymentIntent: PaymentIntent, returnUrl: string | undefined): string {
  if (returnUrl !== undefined) return returnUrl
  if (paymentIntent.automatic_payment_methods) {
    throw new StripeError(400, { message: MISSING_WITH_DYNAMIC_METHODS, param: 'return_url' }, true)
  }
  const code = 'payment_intent_redirect_confirmation_without_return_url'
  throw new StripeError(400, { code, message: MISSING, param: 'return_url' }, true)
}

const CANNOT_SAVE_OFF_SESSION =
  'You cannot confirm with the `off_session` parameter when `setup_future_usage` is also set on the PaymentIntent ' +
  'because you cannot set up future usages when processing payments off-session.'
const MISSING =
  'You must provide a `return_url` when confirming a PaymentIntent with the payment method type amazon_pay.'
const MISSING_WITH_DYNAMIC_METHODS =
  'This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment ' +
  "methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept " +
  'redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and ' +
  '`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.'
