import type Stripe from 'stripe'
import { type Saved, savedMethod } from './payments'
import type { TestWorld } from './sandbox-under-test'

export const DAY = 86_400

/** What happens first to every subscription that costs something at once. */
export const BEGUN = ['customer.subscription.created', 'invoice.created', 'invoice.finalized', 'payment_intent.created']

/** A price of $12.00 a month, unless something else is said. */
export function priceOf({ stripe }: TestWorld, more: Partial<Stripe.PriceCreateParams> = {}) {
  const recurring = { interval: 'month' } as const
  return stripe.prices.create({
    currency: 'usd',
    unit_amount: 1200,
    recurring,
    product_data: { name: 'Pass' },
    ...more,
  })
}

/** As the guide does it: `default_payment_method` was saved before, and nobody is there. */
export async function subscribed(
  world: TestWorld,
  saved: Saved,
  more: Partial<Stripe.SubscriptionCreateParams> = {},
): Promise<Stripe.Subscription> {
  return world.stripe.subscriptions.create({
    customer: saved.customer,
    items: [{ price: (await priceOf(world)).id }],
    default_payment_method: saved.method,
    off_session: true,
    ...more,
  })
}

/** Somebody who saved Amazon Pay and pays $12.00 a month with it. */
export async function subscriber(world: TestWorld, more: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const saved = await savedMethod(world)
  return { ...saved, subscription: await subscribed(world, saved, more) }
}

/** The invoice a subscription made last, with what pays for it. */
export async function latestInvoice({ stripe }: TestWorld, subscription: string) {
  const { latest_invoice: latest } = await stripe.subscriptions.retrieve(subscription)
  const invoice = await stripe.invoices.retrieve(String(latest), { expand: ['payments'] })
  const intent = String(invoice.payments?.data[0]?.payment.payment_intent)
  return { invoice, intent }
}

export function statusOf({ stripe }: TestWorld, subscription: string) {
  return stripe.subscriptions.retrieve(subscription).then(({ status }) => status)
}

/** When the item's period begins and ends, in days from `origin`. */
export function periodIn({ items }: Stripe.Subscription, origin: number): number[] {
  const [item] = items.data
  if (!item) throw new Error('There is no item.')
  return [item.current_period_start, item.current_period_end].map((time) => (time - origin) / DAY)
}

/** Moves the clock to just after `time`, in unix seconds. */
export async function passTo({ control }: TestWorld, time: number): Promise<void> {
  const { now } = (await control.state()).clock
  await control.advanceClock(time - now + 1)
}
