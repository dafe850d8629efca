import type Stripe from 'stripe'
import { emit } from '../events'
import { idOf } from '../ids'
import { type SetupCommand, changeSetup } from '../machines/setup-intent'
import type { Redirect, RedirectOutcome } from '../tables'
import { docUrl } from '../wire/errors'
import type { Decline } from '../payment-settings'
import type { World } from '../world'
import { withBuyer } from './buyer'
import { completeSession } from './checkout-completion'
import { settlePendingSetup } from './default-methods'
import { detach } from './detach'
import { activateMandate, dropMandate } from './mandate-changes'
import { attach } from './payment-methods'

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
  if (nextSetup === 'decline') return failSetup(world, redirect, { outcome: 'failed', decline: setupDecline })
  decide(world, redirect, 'authorized')
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
    return failSetup(world, redirect, { outcome: 'failed', decline: world.settings.setupDecline })
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
  reason: { outcome: 'failed' | 'expired'; decline: Decline },
): void {
  decide(world, redirect, reason.outcome)
  const setupIntent = setupIntentOf(world, redirect)
  const isCard = methodOf(world, setupIntent).type === 'card'
  if (!isCard) detach(world, methodOf(world, setupIntent), 'declined')
  const decline = isCard ? AUTHENTICATION_FAILED : reason.decline
  const error = setupError(decline, methodOf(world, setupIntent))
  const attempt = world.store.get('setup_attempts', redirect.setupAttempt)
  // The two error types name the same wire object, once for the intent and once for the attempt.
  if (attempt)
    world.store.put('setup_attempts', attempt.id, { ...attempt, setup_error: error as Stripe.SetupAttempt.SetupError })
  if (redirect.mandate) dropMandate(world, redirect.mandate)
  change(world, setupIntent.id, { do: 'fail', error })
}

/** The attempt ends without a word because another one, or a cancellation, took its place. */
export function abandonSetup(world: World, setupIntent: string): void {
  const redirect = openRedirect(world, setupIntent)
  if (!redirect) return
  decide(world, redirect, 'abandoned')
  if (redirect.mandate) dropMandate(world, redirect.mandate)
  setAttemptStatus(world, redirect.setupAttempt, 'abandoned')
}

/** Applies one step of the state machine and tells the endpoints. */
export function change(world: World, id: string, command: SetupCommand): Stripe.SetupIntent {
  const before = world.store.get('setup_intents', id)
  if (!before) throw new Error(`There is no SetupIntent ${id}.`)
  const { setupIntent, event } = changeSetup(before, command)
  world.store.put('setup_intents', id, setupIntent)
  const attempt = idOf(setupIntent.latest_attempt)
  const attemptStatus = ATTEMPT_STATUS[command.do]
  if (attempt && attemptStatus) setAttemptStatus(world, attempt, attemptStatus)
  if (event) emit(world, event, setupIntent)
  if (command.do === 'succeed') {
    settlePendingSetup(world, setupIntent)
    completeSession(world, setupIntent)
  }
  return setupIntent
}

/** Where a step leaves the attempt; the others do not touch it. */
const ATTEMPT_STATUS: { [Step in SetupCommand['do']]?: string } = {
  process: 'processing',
  succeed: 'succeeded',
  fail: 'failed',
}

function decide(world: World, redirect: Readonly<Redirect>, outcome: RedirectOutcome): void {
  world.store.remove('timers', timerId(redirect.nonce))
  world.store.put('redirects', redirect.nonce, { ...redirect, outcome })
}

function setAttemptStatus(world: World, id: string, status: string): void {
  const attempt = world.store.get('setup_attempts', id)
  if (attempt) world.store.put('setup_attempts', id, { ...attempt, status })
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
