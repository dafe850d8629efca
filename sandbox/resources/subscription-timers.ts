import type Stripe from 'stripe'
import { INCOMPLETE_SECONDS, TRIAL_NOTICE_SECONDS } from '../billing-settings'
import type { BillingTimer } from '../tables'
import type { World } from '../world'

type Subscription = Readonly<Stripe.Subscription>
type Kind = Extract<BillingTimer, { subscription: string }>['kind']

const DAY_SECONDS = 86_400
const KINDS: Kind[] = ['subscription.cycle', 'subscription.lapse', 'subscription.trial_ending', 'subscription.upcoming']

/** The end of the period it is in, and the notice before that. Of a period that is shorter the notice comes at once. */
export function setPeriodTimers(world: World, subscription: Subscription): void {
  const end = periodOf(subscription).end
  const notice = end - world.settings.invoiceUpcomingDays * DAY_SECONDS
  const { id } = subscription
  set(world, { subscription: id, kind: 'subscription.upcoming', dueAt: Math.max(world.now() + 1, notice) })
  set(world, { subscription: id, kind: 'subscription.cycle', dueAt: end })
}

export function setTrialTimer(world: World, subscription: string, end: number): void {
  set(world, { subscription, kind: 'subscription.trial_ending', dueAt: end - TRIAL_NOTICE_SECONDS })
}

/** When the first invoice has to be paid, `seconds` from now. */
export function setLapseTimer(world: World, subscription: string, seconds = INCOMPLETE_SECONDS): void {
  set(world, { subscription, kind: 'subscription.lapse', dueAt: world.now() + seconds })
}

export function clearTimers(world: World, subscription: string): void {
  for (const kind of KINDS) world.store.remove('timers', timerId(kind, subscription))
}

/** The period that all items share. */
export function periodOf({ items }: Subscription): { start: number; end: number } {
  const [item] = items.data
  if (!item) throw new Error('A subscription has at least one item.')
  return { start: item.current_period_start, end: item.current_period_end }
}

function set(world: World, timer: { subscription: string; kind: Kind; dueAt: number }): void {
  world.setTimer({ id: timerId(timer.kind, timer.subscription), ...timer })
}

function timerId(kind: Kind, subscription: string): string {
  return `timer_${kind}_${subscription}`
}
