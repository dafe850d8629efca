import type Stripe from 'stripe'
import { idOf, newId } from '../ids'
import { REDIRECT_SECONDS } from '../inferred'
import { mayConfirm } from '../machines/setup-intent'
import type { Call } from '../wire/call'
import { StripeError, notImitated } from '../wire/errors'
import type { Read } from '../wire/parameters'
import type { World } from '../world'
import { mustAuthenticate } from './card-payment'
import { attemptDetails, saveCard } from './card-setup'
import { methodNamed } from './find'
import { acceptance } from './mandate-data'
import { newMandate } from './mandate-changes'
import type { confirmParams } from './setup-intent-params'
import { broughtMethod, mustBeAccepted } from './intent-methods'
import { abandonSetup, change, timerId } from './setup-outcome'

type Given = Partial<Read<typeof confirmParams>>
type SetupIntent = Readonly<Stripe.SetupIntent>

/**
 * Saves a card at once, unless its bank asks its customer; else sends them to the test page. Confirming again while they
 * are there starts over with a new attempt: the guide for subscriptions confirms on the server and then once more in the
 * browser.
 */
export function confirmSetup(call: Call, setupIntent: SetupIntent, given: Given): Stripe.SetupIntent | StripeError {
  const brings = given.payment_method !== undefined || given.payment_method_data !== undefined
  mayConfirm(setupIntent, brings || setupIntent.payment_method !== null)
  const method = broughtMethod(call, given, setupIntent) ?? ownMethod(call.world, setupIntent)
  mustBeAccepted(setupIntent, method.type)
  const accepted = given.mandate_data ? acceptance(call, given.mandate_data.customer_acceptance) : null
  const saved = method.type === 'card' && !mustAuthenticate(method)
  if (!saved || mayRedirect(setupIntent)) requireReturnUrl(setupIntent, given.return_url, method.type)
  abandonSetup(call.world, setupIntent.id)
  const attempt = newAttempt(call.world, setupIntent, method)
  if (saved) return saveCard(call.world, { setupIntent: setupIntent.id, attempt, method })
  return sendToTestPage(call, setupIntent, { method, attempt, accepted, returnUrl: given.return_url ?? '' })
}

type Visit = {
  method: Readonly<Stripe.PaymentMethod>
  attempt: string
  accepted: Stripe.Mandate.CustomerAcceptance | null
  returnUrl: string
}

/** A card is saved without a mandate. */
function sendToTestPage(call: Call, { id }: SetupIntent, visit: Visit): Stripe.SetupIntent {
  const { method, attempt, accepted, returnUrl } = visit
  const { world } = call
  const mandate = accepted && method.type !== 'card' ? newMandate(world, method.id, accepted) : null
  const nonce = newRedirect(world, { setupAttempt: attempt, setupIntent: id, mandate, returnUrl })
  return change(world, id, {
    do: 'redirect',
    paymentMethod: method.id,
    attempt,
    url: `${call.origin}/authorize/${world.accountId}/${nonce}`,
    returnUrl,
    mandate: world.settings.mandateShownFrom === 'confirm' ? mandate : null,
  })
}

function ownMethod(world: World, setupIntent: SetupIntent): Readonly<Stripe.PaymentMethod> {
  return methodNamed(world, idOf(setupIntent.payment_method) ?? '')
}

function newAttempt(world: World, setupIntent: SetupIntent, method: Readonly<Stripe.PaymentMethod>): string {
  const attempt: Stripe.SetupAttempt = {
    id: newId('setupAttempt'),
    object: 'setup_attempt',
    application: null,
    created: world.now(),
    customer: setupIntent.customer,
    customer_account: setupIntent.customer_account ?? null,
    flow_directions: null,
    livemode: false,
    on_behalf_of: null,
    payment_method: method.id,
    payment_method_details: attemptDetails(method),
    setup_error: null,
    setup_intent: setupIntent.id,
    status: 'requires_action',
    usage: setupIntent.usage,
  }
  world.store.put('setup_attempts', attempt.id, attempt)
  return attempt.id
}

type Trip = { setupAttempt: string; setupIntent: string; mandate: string | null; returnUrl: string }

function newRedirect(world: World, trip: Trip): string {
  const nonce = newId('nonce')
  world.store.put('redirects', nonce, { ...trip, nonce, outcome: null })
  const dueAt = world.now() + REDIRECT_SECONDS
  world.setTimer({ id: timerId(nonce), dueAt, kind: 'setup.expire', redirect: nonce })
  return nonce
}

/** With methods chosen in the Dashboard Stripe wants to be able to redirect, whatever the method at hand needs. */
function mayRedirect({ automatic_payment_methods: automatic }: SetupIntent): boolean {
  return automatic !== null && automatic.allow_redirects !== 'never'
}

/** @throws StripeError 400 when the customer would not find back. */
function requireReturnUrl(setupIntent: SetupIntent, returnUrl: string | undefined, type: string): void {
  if (returnUrl !== undefined) return
  if (mayRedirect(setupIntent)) {
    throw new StripeError(400, { message: MISSING_WITH_DYNAMIC_METHODS, param: 'return_url' }, true)
  }
  if (type === 'card') throw notImitated('3D Secure without a return_url', 'return_url')
  throw new StripeError(400, { message: MISSING, param: 'return_url' }, true)
}

const MISSING = 'You must provide a `return_url` when confirming a SetupIntent with the payment method type amazon_pay.'
const MISSING_WITH_DYNAMIC_METHODS =
  'This SetupIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment ' +
  "methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept " +
  'redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and ' +
  '`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.'
