import type Stripe from 'stripe'
import { addProducts } from './products'
import { backend } from './backend'
import { moveClock } from './business-clock'
import { workOff } from './charging'
import { send, signedIn } from './requests'
import { stripe } from './saving'
import { deliver, handleAll } from './webhooks'
import { POST as subscriptions } from '@/app/api/subscriptions/route'
import { DELETE as cancel, POST as change } from '@/app/api/subscriptions/[id]/route'
import type { SubscribedDto, SubscriptionDto } from '@/lib/contracts/subscriptions'
import type { SignedInCustomer } from '@/lib/server/auth/session'
import { db } from '@/lib/server/db'
import { sweep } from '@/lib/server/jobs/sweep'
import { listSubscriptions } from '@/lib/server/subscriptions/list-subscriptions'

export const DAY = 86_400

/** POST /api/subscriptions, as the page sends it: $12.00 a month, or $48.00 after a trial of two weeks. */
export async function subscribe(
  customer: SignedInCustomer,
  json: object,
  plan: 'orbit-pass' | 'moon-pass' = 'orbit-pass',
) {
  const productId = (await addProducts(backend.databaseUrl))[plan]
  const cookie = await signedIn(customer)
  return send(subscriptions, { cookie, path: '/api/subscriptions', json: { productId, ...json } })
}

/** A subscription that Stripe has answered about, as its customer sees it. */
export async function subscribed(customer: SignedInCustomer, json: object, plan?: 'orbit-pass' | 'moon-pass') {
  const answer = await subscribe(customer, json, plan)
  if (answer.status !== 201) throw new Error(`Subscribing was answered ${answer.status}: ${await answer.text()}`)
  const { id, orderId } = (await answer.json()) as SubscribedDto
  return { orderId, ...(await rowOf(id)) }
}

/** POST or DELETE /api/subscriptions/{id}. */
export async function ask(
  customer: SignedInCustomer,
  id: string,
  json: { action: string; paymentMethodId?: string } | { when: string },
) {
  const sent = { cookie: await signedIn(customer), path: `/api/subscriptions/${id}`, params: { id }, json }
  return 'when' in json ? send(cancel, { ...sent, method: 'DELETE' }) : send(change, sent)
}

/** One subscription as the page shows it. */
export async function seen({ id: customerId }: { id: string }, id: string): Promise<SubscriptionDto> {
  const found = (await listSubscriptions(customerId)).find((each) => each.id === id)
  if (!found) throw new Error(`Subscription ${id} is not shown.`)
  return found
}

/** A subscription with all that hangs on it. */
export async function rowOf(id: string) {
  const payment = { include: { ledger: true, mandates: true, recovery: true, order: { include: { items: true } } } }
  const invoices = { include: { payment }, orderBy: { createdAt: 'asc' } } as const
  return db().subscription.findUniqueOrThrow({ where: { id }, include: { invoices } })
}

/** Stripe's own view of it. */
export async function atStripe(id: string): Promise<Stripe.Subscription> {
  return stripe.subscriptions.retrieve((await rowOf(id)).stripeSubscriptionId ?? '')
}

const told = new Set<string>()

/** Delivers what Stripe has to tell and was not told yet, in Stripe's order or the reverse, and has the worker work. */
export async function tell(order: 'stripes' | 'reverse' = 'stripes'): Promise<void> {
  const news = await untold()
  for (const event of order === 'reverse' ? news : news.toReversed()) {
    told.add(event.id)
    await deliver(event)
  }
  await handleAll()
  await workOff()
}

// The newest first, back to the first that was told before.
async function untold(): Promise<Stripe.Event[]> {
  const news: Stripe.Event[] = []
  for await (const event of stripe.events.list({ limit: 30 })) {
    if (told.has(event.id)) break
    news.push(event)
  }
  return news
}

/** Lets time pass at Stripe and here, in steps, as the worker lives it; with webhooks or with none. */
export async function live(seconds: number, { webhooks = true, step = 8 * DAY } = {}): Promise<void> {
  for (let left = seconds; left > 0; left -= step) {
    await moveClock(Math.min(left, step))
    if (webhooks) await tell()
    while ((await sweep()) > 0) await workOff()
  }
}
