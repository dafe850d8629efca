import type Stripe from 'stripe'
import { idOf } from './ids'
import { shownAmount } from './resources/shown-amount'
import { authorizePayment, failTrip } from './resources/payment-trip'
import { authorizeSetup, failSetup } from './resources/setup-outcome'
import type { PaymentRedirect, Redirect } from './tables'
import type { World } from './world'

export type Choice = 'authorize' | 'fail' | 'expire'

/** One visit to the test page, whatever it decides on. */
export type Trip = {
  world: World
  kind: 'setup' | 'payment'
  redirect: Readonly<Redirect | PaymentRedirect>
  attempt: string
  intent: Readonly<Stripe.SetupIntent | Stripe.PaymentIntent>
  /** As people read it. */
  amount?: string
  /** Where the customer is: at Amazon, or at their card's bank. */
  method: 'Amazon Pay' | '3D Secure'
  decide: (choice: Choice) => void
}

/** The trip behind a nonce of either kind; null for one nobody handed out. */
export function tripByNonce(world: World, nonce: string): Trip | null {
  return setupTrip(world, world.store.get('redirects', nonce)) ?? paymentTrip(world, nonce)
}

/** The same by the attempt that the page's own address names. */
export function tripByAttempt(world: World, attempt: string): Trip | null {
  const [payment] = world.groups.redirectsOfPaymentAttempt.of(attempt)
  return payment ? paymentTrip(world, payment.nonce) : setupTrip(world, world.groups.redirectsOfAttempt.of(attempt)[0])
}

function setupTrip(world: World, redirect: Readonly<Redirect> | undefined): Trip | null {
  const intent = redirect && world.store.get('setup_intents', redirect.setupIntent)
  if (!redirect || !intent) return null
  const { setupDecline, setupExpiry } = world.settings
  const decide = (choice: Choice) => {
    if (choice === 'authorize') authorizeSetup(world, redirect)
    else if (choice === 'fail') failSetup(world, redirect, { do: 'fail', decline: setupDecline })
    else failSetup(world, redirect, { do: 'expire', decline: setupExpiry })
  }
  return {
    world,
    kind: 'setup',
    redirect,
    attempt: redirect.setupAttempt,
    intent,
    method: placeOf(world, intent),
    decide,
  }
}

function paymentTrip(world: World, nonce: string): Trip | null {
  const redirect = world.store.get('payment_redirects', nonce)
  const intent = redirect && world.store.get('payment_intents', redirect.paymentIntent)
  if (!redirect || !intent) return null
  const decide = (choice: Choice) => {
    if (choice === 'authorize') authorizePayment(world, redirect)
    else failTrip(world, redirect, choice)
  }
  const amount = shownAmount(intent.amount, intent.currency)
  const method = placeOf(world, intent)
  return { world, kind: 'payment', redirect, attempt: redirect.paymentAttempt, intent, amount, method, decide }
}

/** After a decline the method is found in the error only. */
function placeOf(world: World, intent: Trip['intent']): Trip['method'] {
  const error = intent.object === 'payment_intent' ? intent.last_payment_error : intent.last_setup_error
  const id = idOf(intent.payment_method) ?? error?.payment_method?.id ?? ''
  return world.store.get('payment_methods', id)?.type === 'card' ? '3D Secure' : 'Amazon Pay'
}
