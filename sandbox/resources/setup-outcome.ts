import type Stripe from 'stripe'
import { emit } from '../events'
import { idOf } from '../ids'
import { type AttemptCommand, changeAttempt } from '../machines/setup-attempt'
import { type SetupCommand, changeSetup } from '../machines/setup-intent'
import { type TripCommand, changeTrip } from '../machines/test-page-trip'
import type { Redirect } from '../tables'
import { docUrl } from '../wire/errors'
import type { Decline } from '../payment-settings'
import type { World } from '../world'
import { withBuyer } from './buyer'
import { completeSession } from './checkout-completion'
import { settlePendingSetup } from './default-methods'
import { detach } from './detach'
import { activateMandate, dropMandate } from './mandate-changes'
import { attach } from './method-changes'

/** The trip to the test page that a SetupIntent is waiting for, if any. */
function openRedirect(world: World, setupIntent: string): Readonly<Redirect> | undefined {
  return world.groups.redirectsOfSetup.of(setupIntent).find((each) => !isOver(world, each))
}

/** Over: decided, and nothing about it is still to come. */
function isOver(world: World, redirect: Readonly<Redirect>): boolean {
  return redirect.outcome !== null && !world.store.get('timers', timerId(redirect.nonce))
}

export function timerId(nonce: string): string {
  return `timer_${nonce}`
}

/** The customer agreed. `nextSetup` may turn that into a decline or into waiting, once. */
export function authorizeSetup(world: World, redirect: Readonly<Redirect>): void {
  const { nextSetup, setupDecline, settleSeconds } = world.settings
  if (nextSetup !== 'succeed') world.change({ settings: { ...world.settings, nextSetup: 'succeed' } })
  if (nextSetup === 'decline') return failSetup(world, redirect, { do: 'fail', decline: setupDecline })
  decide(world, redirect, { do: 'authorize' })
  if (nextSetup === 'succeed') return settleSetup(world, redirect)
  const id = timerId(redirect.nonce)
  world.setTimer({ id, dueAt: world.now() + settleSeconds, kind: 'setup.settle', redirect: redirect.nonce })
  if (nextSetup === 'processing') change(world, redirect.setupIntent, { do: 'process' })
}

/** Attached, then active, then succeeded: the order recorded from Stripe for cards. */
export function settleSetup(world: World, redirect: Readonly<Redirect>): void {
  const setupIntent = setupIntentOf(world, redirect)
  const customer = idOf(setupIntent.customer)
  const given = methodOf(world, setupIntent)
  // A saved method can be detached while its customer is on the test page; it must not come back to life.
  if (world.store.get('used_up_methods', given.id)) {
    return failSetup(world, redirect, { do: 'fail', decline: world.settings.setupDecline })
  }
  const method = withBuyer(world, given, customer)
  world.store.put('payment_methods', method.id, method)
  if (customer && world.store.get('customers', customer)) attach(world, method, customer)
  if (redirect.mandate) activateMandate(world, redirect.mandate)
  change(world, setupIntent.id, { do: 'succeed', mandate: redirect.mandate })
}

/** Declined or expired: Stripe detaches the method and waits for another (docs.stripe.com/payments/amazon-pay). */
export function failSetup(
  world: World,
  redirect: Readonly<Redirect>,
  reason: { do: 'fail' | 'expire'; decline: Decline },
): void {
  decide(world, redirect, reason)
  const setupIntent = setupIntentOf(world, redirect)
  const isCard = methodOf(world, setupIntent).type === 'card'
  if (!isCard) detach(world, methodOf(world, setupIntent), 'declined')
  const decline = isCard ? AUTHENTICATION_FAILED : reason.decline
  const error = setupError(decline, methodOf(world, setupIntent))
  if (redirect.mandate) dropMandate(world, redirect.mandate)
  change(world, setupIntent.id, { do: 'fail', error })
}

/** The attempt ends without a word because another one, or a cancellation, took its place. */
export function abandonSetup(world: World, setupIntent: string): void {
  const redirect = openRedirect(world, setupIntent)
  if (!redirect) return
  decide(world, redirect, { do: 'abandon' })
  if (redirect.mandate) dropMandate(world, redirect.mandate)
  stepAttempt(world, redirect.setupAttempt, { do: 'abandon' })
}

/** Applies one step of the state machine and tells the endpoints. */
export function change(world: World, id: string, command: SetupCommand): Stripe.SetupIntent {
  const before = world.store.get('setup_intents', id)
  if (!before) throw new Error(`There is no SetupIntent ${id}.`)
  const { setupIntent, event } = changeSetup(before, command)
  world.store.put('setup_intents', id, setupIntent)
  const attempt = idOf(setupIntent.latest_attempt)
  const step = attemptStep(command)
  if (attempt && step) stepAttempt(world, attempt, step)
  if (event) emit(world, event, setupIntent)
  if (command.do === 'succeed') {
    settlePendingSetup(world, setupIntent)
    completeSession(world, setupIntent)
  }
  return setupIntent
}

/** What a step means for the attempt; the others do not touch it. */
function attemptStep(command: SetupCommand): AttemptCommand | null {
  if (command.do === 'process' || command.do === 'succeed') return { do: command.do }
  if (command.do !== 'fail') return null
  // The two error types name the same wire object, once for the intent and once for the attempt.
  return { do: 'fail', error: command.error as Stripe.SetupAttempt.SetupError }
}

function decide(world: World, redirect: Readonly<Redirect>, command: TripCommand): void {
  world.store.remove('timers', timerId(redirect.nonce))
  world.store.put('redirects', redirect.nonce, { ...redirect, outcome: changeTrip(redirect.outcome, command) })
}

function stepAttempt(world: World, id: string, command: AttemptCommand): void {
  const attempt = world.store.get('setup_attempts', id)
  if (attempt) world.store.put('setup_attempts', id, changeAttempt(attempt, command))
}

function setupIntentOf(world: World, redirect: Readonly<Redirect>): Readonly<Stripe.SetupIntent> {
  const setupIntent = world.store.get('setup_intents', redirect.setupIntent)
  if (!setupIntent) throw new Error(`There is no SetupIntent ${redirect.setupIntent}.`)
  return setupIntent
}

function methodOf(world: World, setupIntent: Readonly<Stripe.SetupIntent>): Readonly<Stripe.PaymentMethod> {
  const method = world.store.get('payment_methods', idOf(setupIntent.payment_method) ?? '')
  if (!method) throw new Error(`${setupIntent.id} has no payment method.`)
  return method
}

/** Documented for cards (docs.stripe.com/error-codes); the card can be tried again. */
const AUTHENTICATION_FAILED: Decline = {
  type: 'invalid_request_error',
  code: 'setup_intent_authentication_failure',
  declineCode: null,
  message:
    'The provided payment method has failed authentication. Provide a new payment method to attempt to fulfill this ' +
    'SetupIntent again.',
}

/** `last_setup_error`, with the method that failed. */
export function setupError(
  decline: Decline,
  method: Readonly<Stripe.PaymentMethod>,
): Stripe.SetupIntent.LastSetupError {
  const { type, code, declineCode, message } = decline
  return {
    code,
    ...(declineCode && { decline_code: declineCode }),
    doc_url: docUrl(code),
    message,
    payment_method: method,
    type,
  }
}
