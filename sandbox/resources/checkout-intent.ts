import type Stripe from 'stripe'
import { emit } from '../events'
import { idOf } from '../ids'
import { changeSession } from '../machines/checkout-session'
import type { Call } from '../wire/call'
import type { StripeError } from '../wire/errors'
import type { Read } from '../wire/parameters'
import type { World } from '../world'
import { planOf } from './checkout-completion'
import { makeCustomer } from './customers'
import type { methodData } from './payment-method-params'
import { confirmSetup } from './setup-confirm'
import { newSetupIntent } from './setup-intents'

type Session = Readonly<Stripe.Checkout.Session>
type MethodData = Read<typeof methodData>

/** The customer reads the terms on the page and goes on: Checkout asks for the mandate itself. */
const AGREED = { customer_acceptance: { type: 'online', online: { infer_from_client: true } } } as const

/**
 * What the button at the bottom of the page does: makes the session's intent, unless an earlier try did, and confirms it
 * with a new method. A decline is returned, not thrown: the session stays open, and its customer can try again.
 */
export function confirmSession(
  call: Call,
  session: Session,
  payment_method_data: MethodData,
): Stripe.SetupIntent | StripeError {
  const return_url = `${call.origin}/c/return/${session.id}`
  const setupIntent = currentIntent(call.world, session) ?? makeIntent(call, session)
  return confirmSetup(call, setupIntent, { payment_method_data, mandate_data: AGREED, return_url })
}

/** The intent of an earlier try that can be tried again. */
function currentIntent(world: World, session: Session): Readonly<Stripe.SetupIntent> | undefined {
  const intent = world.store.get('setup_intents', idOf(session.setup_intent) ?? '')
  return intent?.status === 'canceled' ? undefined : intent
}

/** With the customer of the session, or a new one if it was to make one. */
export function makeIntent(call: Call, session: Session): Stripe.SetupIntent {
  const { types, intentData } = planOf(call.world, session.id)
  const customer = idOf(session.customer) ?? newCustomerFor(call.world, session)
  const { description, metadata } = intentData
  const given = { ...(description !== null && { description }), metadata }
  const setupIntent = newSetupIntent(call.world, given, { ...types, customer })
  call.world.store.put('setup_intents', setupIntent.id, setupIntent)
  const started = changeSession(session, { do: 'start', intent: { setup_intent: setupIntent.id } })
  call.world.store.put('checkout_sessions', session.id, started)
  emit(call.world, 'setup_intent.created', setupIntent)
  return setupIntent
}

function newCustomerFor(world: World, session: Session): string | null {
  if (session.customer_creation !== 'always') return null
  const { email, name } = planOf(world, session.id).entered
  return makeCustomer(world, { ...(email && { email }), ...(name && { name }) }).id
}
