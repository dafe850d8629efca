import type Stripe from 'stripe'
import { idOf, newId } from '../ids'
import { REDIRECT_SECONDS } from '../inferred'
import { mayConfirm } from '../machines/setup-intent'
import type { Call } from '../wire/call'
import { StripeError } from '../wire/errors'
import type { Read } from '../wire/parameters'
import type { World } from '../world'
import { methodNamed } from './find'
import { acceptance } from './mandate-data'
import { newMandate } from './mandate-changes'
import type { confirmParams } from './setup-intent-params'
import { broughtMethod, mustBeAccepted } from './intent-methods'
import { abandonSetup, change, timerId } from './setup-outcome'

type Given = Partial<Read<typeof confirmParams>>
type SetupIntent = Readonly<Stripe.SetupIntent>

/**
 * Sends the customer to the test page. Confirming again while they are there starts over with a new attempt: the
 * guide for subscriptions confirms on the server and then once more in the browser.
 */
export function confirmSetup(call: Call, setupIntent: SetupIntent, given: Given): Stripe.SetupIntent {
  const brings = given.payment_method !== undefined || given.payment_method_data !== undefined
  mayConfirm(setupIntent, brings || setupIntent.payment_method !== null)
  const method = broughtMethod(call, given, setupIntent) ?? ownMethod(call.world, setupIntent)
  mustBeAccepted(setupIntent, method.type)
  const returnUrl = requiredReturnUrl(setupIntent, given.return_url)
  const accepted = given.mandate_data && acceptance(call, given.mandate_data.customer_acceptance)
  abandonSetup(call.world, setupIntent.id)
  const mandate = accepted ? newMandate(call.world, method.id, accepted) : null
  const attempt = newAttempt(call.world, setupIntent, method.id)
  const nonce = newRedirect(call.world, { setupAttempt: attempt, setupIntent: setupIntent.id, mandate, returnUrl })
  return change(call.world, setupIntent.id, {
    do: 'redirect',
    paymentMethod: method.id,
    attempt,
    url: `${call.origin}/authorize/${call.world.accountId}/${nonce}`,
    returnUrl,
    mandate: call.world.settings.mandateShownFrom === 'confirm' ? mandate : null,
  })
}

function ownMethod(world: World, setupIntent: SetupIntent): Readonly<Stripe.PaymentMethod> {
  return methodNamed(world, idOf(setupIntent.payment_method) ?? '')
}

function newAttempt(world: World, setupIntent: SetupIntent, method: string): string {
  const attempt: Stripe.SetupAttempt = {
    id: newId('setupAttempt'),
    object: 'setup_attempt',
    application: null,
    created: world.now(),
    customer: setupIntent.customer,
    customer_account: null,
    flow_directions: null,
    livemode: false,
    on_behalf_of: null,
    payment_method: method,
    payment_method_details: { amazon_pay: {}, type: 'amazon_pay' },
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

function requiredReturnUrl(setupIntent: SetupIntent, returnUrl: string | undefined): string {
  if (returnUrl !== undefined) return returnUrl
  const message = setupIntent.automatic_payment_methods ? MISSING_WITH_DYNAMIC_METHODS : MISSING
  throw new StripeError(400, { message, param: 'return_url' }, true)
}

const MISSING = 'You must provide a `return_url` when confirming a SetupIntent with the payment method type amazon_pay.'
const MISSING_WITH_DYNAMIC_METHODS =
  'This SetupIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment ' +
  "methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept " +
  'redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and ' +
  '`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.'
