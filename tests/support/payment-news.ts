import type Stripe from 'stripe'
import { stripe } from './saving'

const told = new Map<string, Stripe.Event[]>()
let newest: string | undefined
let reading: Promise<void> = Promise.resolve()

/** Forgets what was told before, for a world that begins anew. */
export async function listenAnew(): Promise<void> {
  told.clear()
  // Whoever has heard of one thing can go on from there.
  await stripe.customers.create()
  newest = (await stripe.events.list({ limit: 1 })).data[0]?.id
}

/** What Stripe has told about a payment intent and its charges so far, the oldest first. */
export async function eventsFrom(stripePaymentIntentId: string): Promise<Stripe.Event[]> {
  reading = reading.then(readOn)
  await reading
  return told.get(stripePaymentIntentId) ?? []
}

/** The first of one type, or as many later as `skipped` says. */
export async function eventFrom(
  stripePaymentIntentId: string,
  type: Stripe.Event['type'],
  skipped = 0,
): Promise<Stripe.Event> {
  const among = (events: Stripe.Event[] = []) => events.filter((event) => event.type === type)[skipped]
  const event = among(told.get(stripePaymentIntentId)) ?? among(await eventsFrom(stripePaymentIntentId))
  if (!event) throw new Error(`Stripe has not told ${type} of ${stripePaymentIntentId}.`)
  return event
}

// From where we stand to the newest: nothing is read twice, however many have happened before.
async function readOn(): Promise<void> {
  for (let more = newest !== undefined; more;) {
    const { data, has_more: isMore } = await stripe.events.list({ limit: 100, ending_before: String(newest) })
    for (const event of data.toReversed()) keep(event)
    newest = data[0]?.id ?? newest
    more = isMore
  }
}

function keep(event: Stripe.Event): void {
  const { object } = event.data
  const intent = 'payment_intent' in object ? String(object.payment_intent) : 'id' in object ? object.id : ''
  told.set(intent, [...(told.get(intent) ?? []), event])
}
