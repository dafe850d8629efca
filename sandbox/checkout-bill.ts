import type Stripe from 'stripe'
import type { Bill } from './pages/checkout-bill-html'
import { planOf } from './resources/checkout-completion'
import { shownAmount } from './resources/shown-amount'
import type { World } from './world'

/** What the page says is to be paid, and when; null where a method is only saved. */
export function billOf(world: World, session: Readonly<Stripe.Checkout.Session>): Bill | null {
  const { amount_total: total, currency } = session
  if (session.mode === 'setup' || total === null || currency === null) return null
  const { items, paymentData, subscriptionData } = planOf(world, session.id)
  const trialDays = subscriptionData?.trialDays ?? null
  return {
    items: items.map(({ description, quantity, amount_total: amount, price }) => ({
      name: description ?? '',
      quantity: quantity ?? 1,
      amount: shownAmount(amount, currency) + period(price?.recurring),
    })),
    total: shownAmount(total, currency),
    word: wordOf(session, trialDays),
    trialDays,
    repeats: session.mode === 'subscription',
    saves: session.mode === 'subscription' || paymentData.setup_future_usage !== undefined,
  }
}

function wordOf(
  { mode, submit_type: type }: Readonly<Stripe.Checkout.Session>,
  trialDays: number | null,
): Bill['word'] {
  if (mode === 'subscription') return trialDays === null ? 'subscribe' : 'start_trial'
  return (['book', 'donate'] as const).find((each) => each === type) ?? 'pay'
}

/** ` per month`, ` every 3 months`. */
function period(recurring: Stripe.Price.Recurring | null | undefined): string {
  if (!recurring) return ''
  const { interval, interval_count: count } = recurring
  return count === 1 ? ` per ${interval}` : ` every ${count} ${interval}s`
}
