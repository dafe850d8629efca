import type { BrowserContext } from 'playwright/test'
import type { Database } from './database'

export type Shop = { origin: string; database: Database }

/**
 * Places an order of one ride as the shop's own page does, for whoever the context's cookies name or for a new guest, and
 * gives its id. Its payment is started too, unless told otherwise: then its page shows the form that starts it.
 */
export async function placeOrder(
  context: BrowserContext,
  { origin, database }: Shop,
  { slug = 'orbit-hop', starts = true } = {},
): Promise<string> {
  const [product] = await database.rows<{ id: string }>('select id from products where slug = $1', [slug])
  const post = async (path: string, data: object) => {
    const answer = await context.request.post(`${origin}${path}`, { headers: { origin }, data })
    if (!answer.ok()) throw new Error(`${path} was answered ${answer.status()}: ${await answer.text()}`)
    return (await answer.json()) as { id: string }
  }
  const items = [{ productId: product?.id, quantity: 1 }]
  const { id } = await post('/api/orders', { items, email: 'guest@example.com' })
  if (starts) await post(`/api/orders/${id}/payment-intents`, {})
  return id
}

/** The payment of an order that can still be paid or is; the order has had one. */
export async function paymentOf(database: Database, orderId: string): Promise<{ id: string; status: string | null }> {
  const [payment] = await database.rows<{ id: string; status: string | null }>(
    `select id, status from payments where order_id = $1 and status is distinct from 'canceled'`,
    [orderId],
  )
  if (!payment) throw new Error(`Order ${orderId} has no payment.`)
  return payment
}

/** Whether Stripe has told of the payment of an order, and the worker has done with all that it told. */
export async function areEventsHandled(database: Database, orderId: string): Promise<boolean> {
  const events = await database.rows<{ isHandled: boolean }>(
    `select handled_at is not null as "isHandled" from stripe_events
     where type in ('payment_intent.succeeded', 'payment_intent.amount_capturable_updated')
       and object_id in (select stripe_payment_intent_id from payments where order_id = $1)`,
    [orderId],
  )
  return events.length > 0 && events.every(({ isHandled }) => isHandled)
}
