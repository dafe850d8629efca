import type Stripe from 'stripe'
import { idOf } from '../ids'
import type { World } from '../world'
import type { CheckoutPlan, SubscriptionData } from './checkout-plan'
import { intentOf } from './invoice-collect'
import type { NewSubscription, PricedItem } from './new-subscription'
import { startSubscription } from './subscription-start'

const DAY_SECONDS = 86_400

type Plan = Readonly<CheckoutPlan>

/** A subscription whose first period is paid on the page: incomplete until it is. */
export function beginSubscription(world: World, plan: Plan, customer: string): NonNullable<CheckoutPlan['started']> {
  const given = newSubscriptionFor(world, plan, { customer, trialEnd: null })
  const { id, latest_invoice: invoice } = startSubscription(world, { ...given, behavior: 'default_incomplete' })
  return { intent: intentOf(world, idOf(invoice) ?? '').id, subscription: id }
}

/** A subscription that is paid later, with the method its customer has just saved. */
export function beginTrial(world: World, plan: Plan, setupIntent: Readonly<Stripe.SetupIntent>): string {
  const customer = idOf(setupIntent.customer) ?? ''
  const trialEnd = world.now() + (plan.subscriptionData?.trialDays ?? 0) * DAY_SECONDS
  const given = newSubscriptionFor(world, plan, { customer, trialEnd })
  const default_payment_method = idOf(setupIntent.payment_method)
  return startSubscription(world, { ...given, default_payment_method, behavior: 'allow_incomplete' }).id
}

function newSubscriptionFor(
  world: World,
  plan: Plan,
  { customer, trialEnd }: { customer: string; trialEnd: number | null },
): NewSubscription {
  const buyer = world.store.get('customers', customer)
  const [first] = plan.items
  const data = plan.subscriptionData
  if (!buyer || !first || !data) throw new Error(`${plan.id} has nobody, or nothing, to make a subscription of.`)
  return {
    customer: buyer,
    items: plan.items.flatMap(pricedItem),
    currency: first.currency,
    trialEnd,
    ...said(data),
    // What is paid with on the page also pays later (docs.stripe.com/payments/subscriptions).
    payment_settings: {
      payment_method_options: null,
      payment_method_types: plan.types.automatic_payment_methods ? null : plan.types.payment_method_types,
      save_default_payment_method: 'on_subscription',
    },
  }
}

function pricedItem({ price, quantity, metadata }: Stripe.LineItem): PricedItem[] {
  return price ? [{ price, quantity: quantity ?? 1, metadata }] : []
}

function said({ billingMode, description, metadata, trialSettings }: SubscriptionData) {
  return {
    metadata,
    ...(description !== null && { description }),
    ...(trialSettings && { trial_settings: trialSettings }),
    ...(billingMode && { billing_mode: billingMode }),
  }
}
