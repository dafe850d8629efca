import type Stripe from 'stripe'
import { TRIAL_NOTICE_SECONDS } from '../billing-settings'
import { emit } from '../events'
import { StripeError } from '../wire/errors'
import type { World } from '../world'
import { usableMethod } from './billing-methods'
import { collectInvoice, intentOf } from './invoice-collect'
import { finalizeInvoice } from './invoice-finalize'
import { newInvoice } from './new-invoice'
import { type NewSubscription, newSubscription } from './new-subscription'
import { changeIntent } from './payment-outcome'
import { subscriptionById } from './subscription-changes'
import { pendingSetup } from './subscription-setup'
import { periodOf, setLapseTimer, setPeriodTimers, setTrialTimer } from './subscription-timers'

export type PaymentBehavior = 'allow_incomplete' | 'default_incomplete' | 'error_if_incomplete'
type Start = NewSubscription & { behavior: PaymentBehavior }
type Begun = { subscription: Stripe.Subscription; invoice: Stripe.Invoice }

/**
 * A subscription with its first invoice, finalized and asked for at once, unless the customer is to pay it themselves
 * (`default_incomplete`); that of a trial is about nothing.
 * @throws StripeError 400 when nobody could be asked, 402 when `error_if_incomplete` and the payment was declined.
 */
export function startSubscription(world: World, { behavior, ...given }: Start): Readonly<Stripe.Subscription> {
  const begun = begin(world, given)
  const method = usableMethod(world, begun.subscription)
  const awaited = begun.subscription.status === 'incomplete'
  if (awaited && !method && behavior !== 'default_incomplete') throw withoutMethod()
  const collectsMethod = given.trialEnd !== null && !method && behavior === 'default_incomplete'
  const setup = collectsMethod ? pendingSetup(world, begun.subscription) : null
  const { id } = store(world, { ...begun, subscription: { ...begun.subscription, pending_setup_intent: setup } })
  finalizeInvoice(world, begun.invoice.id)
  if (awaited) {
    setLapseTimer(world, id)
    payFirst(world, begun.invoice.id, { behavior, method })
  }
  noticeTrial(world, id)
  return subscriptionById(world, id)
}

function begin(world: World, given: NewSubscription): Begun {
  const blank = newSubscription(world, given)
  const period = periodOf(blank)
  const gathered = { start: world.now(), end: world.now() }
  const trial = given.trialEnd !== null
  const invoice = newInvoice(world, blank, { reason: 'subscription_create', period, gathered, trial })
  const isFree = !trial && invoice.amount_due === 0
  return { subscription: { ...blank, latest_invoice: invoice.id, ...(isFree && { status: 'active' }) }, invoice }
}

function store(world: World, { subscription, invoice }: Begun): Stripe.Subscription {
  world.store.put('subscriptions', subscription.id, subscription)
  emit(world, 'customer.subscription.created', subscription)
  world.store.put('invoices', invoice.id, invoice)
  emit(world, 'invoice.created', invoice)
  setPeriodTimers(world, subscription)
  return subscription
}

type How = { behavior: PaymentBehavior; method: Readonly<Stripe.PaymentMethod> | null }

/** A decline leaves the subscription incomplete, unless that was not wanted. */
function payFirst(world: World, invoice: string, { behavior, method }: How): void {
  if (behavior === 'default_incomplete') {
    if (method) changeIntent(world, intentOf(world, invoice).id, { do: 'give_method', paymentMethod: method.id })
    return
  }
  const outcome = collectInvoice(world, invoice)
  if (behavior === 'error_if_incomplete' && outcome instanceof StripeError) throw outcome
}

/** Three days before the end, or now (docs.stripe.com/billing/subscriptions/trials). */
export function noticeTrial(world: World, id: string): void {
  const subscription = subscriptionById(world, id)
  const { status, trial_end: end } = subscription
  if (status !== 'trialing' || end === null) return
  if (end - TRIAL_NOTICE_SECONDS > world.now()) setTrialTimer(world, id, end)
  else emit(world, 'customer.subscription.trial_will_end', subscription)
}

function withoutMethod(): StripeError {
  const message =
    'This customer has no attached payment source or default payment method. Please consider adding a default payment ' +
    'method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.'
  return new StripeError(400, { code: 'resource_missing', message })
}
