import type Stripe from 'stripe'
import { emit } from '../events'
import { periodEnd } from '../machines/billing-period'
import { hasEnded } from '../machines/subscription'
import type { World } from '../world'
import { usableMethod } from './billing-methods'
import { setFinalizeTimer } from './invoice-changes'
import { collectInvoice } from './invoice-collect'
import { finalizeInvoice } from './invoice-finalize'
import { type Bill, newInvoice } from './new-invoice'
import { newId } from '../ids'
import { stepSubscription } from './subscription-changes'
import { endSubscription } from './subscription-end'
import { periodOf, setPeriodTimers } from './subscription-timers'

type Subscription = Readonly<Stripe.Subscription>

/** A period or a trial is over: the next one begins with a draft, unless the subscription ends or pauses here. */
export function endPeriod(world: World, id: string): void {
  const subscription = world.store.get('subscriptions', id)
  if (!subscription || hasEnded(subscription) || subscription.status === 'paused') return
  if (subscription.cancel_at_period_end)
    return endSubscription(world, subscription, { reason: 'cancellation_requested' })
  const missing = subscription.status === 'trialing' && !usableMethod(world, subscription)
  const behavior = subscription.trial_settings?.end_behavior.missing_payment_method
  if (missing && behavior === 'cancel') return endSubscription(world, subscription, { reason: null })
  if (missing && behavior === 'pause') return void stepSubscription(world, id, { do: 'pause', at: world.now() })
  renew(world, subscription, 'subscription_cycle')
}

/** What the next invoice will be, told some days before. */
export function announceInvoice(world: World, id: string): void {
  const subscription = world.store.get('subscriptions', id)
  if (!subscription || !RENEWED.has(subscription.status) || subscription.cancel_at_period_end) return
  const invoice = newInvoice(world, subscription, {
    id: newId('upcomingInvoice'),
    reason: 'upcoming',
    ...nextPeriod(subscription),
    trial: false,
  })
  const dueAt = invoice.period_end + world.settings.invoiceDraftSeconds
  const upcoming: Stripe.Invoice = { ...invoice, next_payment_attempt: dueAt }
  emit(world, 'invoice.upcoming', upcoming)
}

/** Ends a trial before its time: the first paid period begins now and is paid for now. */
export function endTrialNow(world: World, subscription: Subscription): void {
  const now = world.now()
  const data = subscription.items.data.map((item) => ({ ...item, current_period_end: now }))
  const cut = { ...subscription, billing_cycle_anchor: now, items: { ...subscription.items, data }, trial_end: now }
  world.store.put('subscriptions', cut.id, cut)
  const invoice = renew(world, cut, 'subscription_update')
  finalizeInvoice(world, invoice)
  if (world.store.get('invoices', invoice)?.status === 'open') collectInvoice(world, invoice)
}

const RENEWED = new Set(['active', 'past_due', 'trialing'])

/** An unpaid subscription goes on making drafts that nobody collects (docs.stripe.com/billing/subscriptions/overview). */
function renew(world: World, subscription: Subscription, reason: Bill['reason']): string {
  const { period, gathered } = nextPeriod(subscription)
  const draft = newInvoice(world, subscription, { reason, period, gathered, trial: false })
  const advances = subscription.status !== 'unpaid'
  const dueAt = advances ? world.now() + world.settings.invoiceDraftSeconds : null
  const invoice = { ...draft, auto_advance: advances, automatically_finalizes_at: dueAt, next_payment_attempt: dueAt }
  world.store.put('invoices', invoice.id, invoice)
  emit(world, 'invoice.created', invoice)
  if (dueAt !== null) setFinalizeTimer(world, invoice.id, dueAt)
  const renewed = stepSubscription(world, subscription.id, { do: 'renew', ...period, invoice: invoice.id })
  setPeriodTimers(world, renewed)
  return invoice.id
}

function nextPeriod(subscription: Subscription): Pick<Bill, 'gathered' | 'period'> {
  const gathered = periodOf(subscription)
  const recurring = subscription.items.data[0]?.price.recurring
  if (!recurring) throw new Error(`${subscription.id} is not charged repeatedly.`)
  const end = periodEnd(subscription.billing_cycle_anchor, recurring, gathered.end)
  return { gathered, period: { start: gathered.end, end } }
}
