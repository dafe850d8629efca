import { NextRequest } from 'next/server'
import Stripe from 'stripe'
import { POST } from '@/app/api/webhooks/stripe/route'
import { workInbox } from '@/lib/server/jobs/work-inbox'
import { backend } from './backend'
import { stripe } from './saving'

type Delivery = { secret?: string; header?: string }

/** A request that brings an event, signed as Stripe signs. */
export function signedRequest(event: object, { secret = backend.webhookSecret, header }: Delivery = {}): NextRequest {
  const payload = JSON.stringify(event)
  const signature = header ?? Stripe.webhooks.generateTestHeaderString({ payload, secret })
  const init = { method: 'POST', body: payload, headers: { 'stripe-signature': signature } }
  return new NextRequest(`${backend.origin}/api/webhooks/stripe`, init)
}

/** Delivers an event to the app's endpoint. */
export async function deliver(event: object, delivery: Delivery = {}): Promise<Response> {
  return POST(signedRequest(event, delivery), { params: Promise.resolve({}) })
}

/** What happened to one SetupIntent, the oldest first. */
export async function eventsOf(stripeSetupIntentId: string): Promise<Stripe.Event[]> {
  const { data } = await stripe.events.list({ limit: 100 })
  return data.filter(({ data: { object } }) => 'id' in object && object.id === stripeSetupIntentId).reverse()
}

/** The one event of this type that happened to a SetupIntent. */
export async function eventOf(stripeSetupIntentId: string, type: Stripe.Event['type']): Promise<Stripe.Event> {
  const found = (await eventsOf(stripeSetupIntentId)).find((event) => event.type === type)
  if (!found) throw new Error(`There is no ${type} of ${stripeSetupIntentId}.`)
  return found
}

/** An event about anything, with an id of its own. */
export function madeUpEvent(changes: Record<string, unknown> = {}): { id: string } {
  return {
    id: `evt_${crypto.randomUUID().replaceAll('-', '')}`,
    object: 'event',
    type: 'setup_intent.succeeded',
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    data: { object: { id: 'seti_unknown', object: 'setup_intent', metadata: {} } },
    ...changes,
  } as { id: string }
}

/** Handles events until none is due, and answers how many there were. */
export async function handleAll(): Promise<number> {
  let total = 0
  for (let done = await workInbox(); done > 0; done = await workInbox()) total += done
  return total
}
