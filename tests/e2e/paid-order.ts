import { randomUUID } from 'node:crypto'
import type { Database } from './database'
import type { Site } from './pages/site'
import { paymentOf, placeOrder, type Shop } from './placed-order'

type Ways = { slug?: string; save?: { noticeId: string; agreed: true }; paymentMethodId?: string }

/** An order and its payment, with Stripe's id of that. */
export type Begun = { orderId: string; paymentId: string; intent: string }

/**
 * Places an order and goes to Amazon with it, by the API the page without scripts uses: for tests that are about something
 * else than choosing a way to pay.
 */
export async function leaveWithOrder(site: Site, shop: Shop, { slug, ...body }: Ways = {}): Promise<Begun> {
  const context = site.page.context()
  const orderId = await placeOrder(context, shop, { ...(slug && { slug }), starts: false })
  const answer = await context.request.post(`${shop.origin}/api/orders/${orderId}/pay`, {
    headers: { origin: shop.origin, 'idempotency-key': randomUUID() },
    data: body,
  })
  if (!answer.ok()) throw new Error(`Paying was answered ${answer.status()}: ${await answer.text()}`)
  // What the route's contract says.
  const { next } = (await answer.json()) as { next: string }
  await site.page.goto(next)
  await site.amazon.arrive()
  const { id: paymentId } = await paymentOf(shop.database, orderId)
  return { orderId, paymentId, intent: await intentOf(shop.database, paymentId) }
}

/** The same, approved and back. */
export async function payOrder(site: Site, shop: Shop, ways: Ways = {}): Promise<Begun> {
  const begun = await leaveWithOrder(site, shop, ways)
  await site.amazon.approve()
  await site.returned.arrive()
  return begun
}

/** Stripe's id of a payment. */
export async function intentOf(database: Database, paymentId: string): Promise<string> {
  const [row] = await database.rows<{ intent: string | null }>(
    'select stripe_payment_intent_id as intent from payments where id = $1',
    [paymentId],
  )
  if (!row?.intent) throw new Error(`Payment ${paymentId} has no intent.`)
  return row.intent
}
