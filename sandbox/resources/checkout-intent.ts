import type Stripe from 'stripe'
import { emit } from '../events'
import { idOf } from '../ids'
import { changeSession } from '../machines/checkout-session'
import type { Call } from '../wire/call'
import type { StripeError } from '../wire/errors'
import type { Read } from '../wire/parameters'
import type { World } from '../world'
import { intentOf, planOf } from './checkout-completion'
import type { CheckoutPlan } from './checkout-plan'
import { beginSubscription } from './checkout-subscription'
import { makeCustomer } from './customers'
import { newPaymentIntent } from './new-payment-intent'
import { ownerOf } from './owner'
import { confirmPayment, refuseConfirmation } from './payment-confirm'
import type { methodData } from './payment-method-params'
import { confirmSetup } from './setup-confirm'
import { newSetupIntent } from './setup-intents'

type Session = Readonly<Stripe.Checkout.Session>
type Intent = Stripe.SetupIntent | Stripe.PaymentIntent

/** The customer reads the terms on the page and goes on: Checkout asks for the mandate itself. */
const AGREED = { customer_acceptance: { type: 'online', online: { infer_from_client: true } } } as const

/**
 * What the button at the bottom of the page does: makes the session's intent, unless an earlier try did, and confirms it
 * with a new method. A decline is returned, not thrown: the session stays open, and its customer can try again.
 */
export function confirmSession(
  call: Call,
  session: Session,
  payment_method_data: Read<typeof methodData>,
): Intent | StripeError {
  const return_url = `${call.origin}/c/return/${session.id}`
  const given = { payment_method_data, mandate_data: AGREED, return_url }
  const intent = currentIntent(call.world, session) ?? makeIntent(call, session)
  if (intent.object === 'setup_intent') return confirmSetup(call, intent, given)
  refuseConfirmation(intent, given)
  return confirmPayment(call, intent, given)
}

/** The intent of an earlier try, unless somebody canceled it in the Dashboard. */
function currentIntent(world: World, session: Session): Readonly<Intent> | undefined {
  const intent = intentOf(world, session)
  return intent?.status === 'canceled' ? undefined : intent
}

/** With the customer of the session, or a new one if it was to make one. */
export function makeIntent(call: Call, session: Session): Intent {
  const customer = idOf(session.customer) ?? newCustomerFor(call.world, session)
  if (session.mode === 'payment') return makePayment(call, session, customer)
  const isTrial = planOf(call.world, session.id).subscriptionData?.trialDays
  if (session.mode === 'setup' || isTrial) return makeSetup(call, session, customer)
  return makeSubscription(call.world, session, customer ?? '')
}

function makeSetup(call: Call, session: Session, customer: string | null): Stripe.SetupIntent {
  const { types, intentData } = planOf(call.world, session.id)
  const setupIntent = newSetupIntent(call.world, said(intentData), { ...types, ...ownerOf(call.world, customer) })
  call.world.store.put('setup_intents', setupIntent.id, setupIntent)
  start(call.world, session, { intent: setupIntent.id, subscription: null })
  emit(call.world, 'setup_intent.created', setupIntent)
  return setupIntent
}

function makePayment(call: Call, session: Session, customer: string | null): Stripe.PaymentIntent {
  const { types, intentData, paymentData } = planOf(call.world, session.id)
  const { amount_total: amount, currency } = session
  if (amount === null || currency === null) throw new Error(`${session.id} has nothing to be paid.`)
  const owner = customer === null ? {} : { customer }
  const given = { ...paymentData, ...said(intentData), ...owner, amount, currency }
  const paymentIntent = newPaymentIntent(call, given, types)
  call.world.store.put('payment_intents', paymentIntent.id, paymentIntent)
  start(call.world, session, { intent: paymentIntent.id, subscription: null })
  emit(call.world, 'payment_intent.created', paymentIntent)
  return paymentIntent
}

function makeSubscription(world: World, session: Session, customer: string): Stripe.PaymentIntent {
  const started = beginSubscription(world, planOf(world, session.id), customer)
  start(world, session, started)
  const paymentIntent = world.store.get('payment_intents', started.intent)
  if (paymentIntent) return paymentIntent
  throw new Error(`There is no PaymentIntent ${started.intent}.`)
}

function said({ description, metadata }: { description: string | null; metadata: Stripe.Metadata }) {
  return { ...(description !== null && { description }), metadata }
}

function start(world: World, session: Session, started: NonNullable<CheckoutPlan['started']>): void {
  const { intent } = started
  world.store.put('checkout_sessions', session.id, changeSession(session, { do: 'start', intent }))
  world.store.put('checkout_plans', session.id, { ...planOf(world, session.id), started })
}

function newCustomerFor(world: World, session: Session): string | null {
  if (session.customer_creation !== 'always') return null
  const { email, name } = planOf(world, session.id).entered
  return makeCustomer(world, { ...(email && { email }), ...(name && { name }) }).id
}
