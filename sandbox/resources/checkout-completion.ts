import type Stripe from 'stripe'
import { emit } from '../events'
import { idOf } from '../ids'
import { type Outcome, changeSession } from '../machines/checkout-session'
import type { World } from '../world'
import type { CheckoutPlan } from './checkout-plan'
import { beginTrial } from './checkout-subscription'
import { changeCustomer } from './customers'
import { ownerOf } from './owner'

type Session = Readonly<Stripe.Checkout.Session>
type Intent = Readonly<Stripe.SetupIntent | Stripe.PaymentIntent>

/** The intent of a session was accepted, and so is the session, whether or not its customer comes back. */
export function completeSession(world: World, intent: Intent): void {
  const session = sessionOf(world, intent.id)
  if (session?.status !== 'open') return
  const plan = planOf(world, session.id)
  const customer = idOf(intent.customer)
  if (customer) rememberEmail(world, customer, plan.entered.email)
  const subscription = subscriptionBehind(world, plan, intent)
  const outcome = { ...outcomeOf(world, session, intent), ...boughtWith(world, subscription) }
  const completed = changeSession(session, { do: 'complete', outcome })
  world.store.put('checkout_sessions', session.id, completed)
  world.store.remove('timers', expiryTimerId(session.id))
  const completedEvent = emit(world, 'checkout.session.completed', completed)
  world.store.put('checkout_plans', session.id, { ...plan, completedEvent })
}

/**
 * What became of a payment after its session was completed: one that was processing is told of by an event of the
 * session's own (docs.stripe.com/payments/checkout/fulfillment, delayed payment methods).
 */
export function settleSession(world: World, before: Intent, intent: Intent): void {
  const session = sessionOf(world, intent.id)
  if (session?.status !== 'complete' || session.payment_status !== 'unpaid') return
  const isPaid = intent.status === 'succeeded'
  const settled = isPaid ? changeSession(session, { do: 'settle' }) : session
  world.store.put('checkout_sessions', session.id, settled)
  if (before.status !== 'processing') return
  emit(world, `checkout.session.async_payment_${isPaid ? 'succeeded' : 'failed'}`, settled)
}

/** The intent that a session has made, if it has come to that. */
export function intentOf(world: World, session: Session): Intent | undefined {
  const id = planOf(world, session.id).started?.intent ?? ''
  return world.store.get('setup_intents', id) ?? world.store.get('payment_intents', id)
}

/** The session that made an intent, if Checkout did. */
function sessionOf(world: World, intent: string): Session | undefined {
  const [plan] = world.groups.plansOfIntent.of(intent)
  return plan && world.store.get('checkout_sessions', plan.id)
}

export function planOf(world: World, session: string): Readonly<CheckoutPlan> {
  const plan = world.store.get('checkout_plans', session)
  if (plan) return plan
  throw new Error(`There is no plan of ${session}.`)
}

export function expiryTimerId(session: string): string {
  return `timer_${session}`
}

/** What the customer's details are as far as they are known; `tax_ids` is a list only once a session is over. */
export function customerDetails(known: {
  email: string | null
  name: string | null
  isOver: boolean
}): Stripe.Checkout.Session.CustomerDetails {
  const { email, name, isOver } = known
  return {
    // Not present in setup mode (docs.stripe.com/api/checkout/sessions/object, `customer_details`).
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name,
    phone: null,
    tax_exempt: 'none',
    tax_ids: isOver ? [] : null,
  }
}

function outcomeOf(world: World, session: Session, intent: Intent): Omit<Outcome, 'invoice' | 'subscription'> {
  const { entered } = planOf(world, session.id)
  const customer = idOf(intent.customer)
  const known = customer === null ? undefined : world.store.get('customers', customer)
  const email = known?.email ?? entered.email ?? session.customer_email
  const asksForTerms = session.consent_collection?.terms_of_service === 'required'
  return {
    collected_information: { business_name: null, individual_name: null, shipping_details: null },
    consent: asksForTerms ? { promotions: null, terms_of_service: 'accepted' } : null,
    ...ownerOf(world, customer),
    customer_details: customerDetails({ email, name: entered.name ?? known?.name ?? null, isOver: true }),
    payment_status: intent.object === 'setup_intent' ? 'no_payment_required' : paymentStatus(intent),
  }
}

/** A trial begins only now that its method is saved. */
function subscriptionBehind(world: World, plan: Readonly<CheckoutPlan>, intent: Intent): string | null {
  const begun = plan.started?.subscription ?? null
  const isTrial = plan.subscriptionData !== null && intent.object === 'setup_intent'
  return isTrial ? beginTrial(world, plan, intent) : begun
}

function boughtWith(world: World, id: string | null): Pick<Outcome, 'invoice' | 'subscription'> {
  const subscription = id === null ? undefined : world.store.get('subscriptions', id)
  return { invoice: idOf(subscription?.latest_invoice), subscription: id }
}

/** Money that is only held is not paid. */
function paymentStatus({ status }: Readonly<Stripe.PaymentIntent>): 'paid' | 'unpaid' {
  return status === 'succeeded' ? 'paid' : 'unpaid'
}

/** "If the Customer does not have a valid email, Checkout will set the email entered" (docs.stripe.com/api/checkout/sessions/create). */
function rememberEmail(world: World, id: string, email: string | null): void {
  const customer = world.store.get('customers', id)
  if (customer && !customer.email && email) changeCustomer(world, customer, { email })
}
