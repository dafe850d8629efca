import { choose, redirectUrl } from './test-page'
import { addProducts } from './products'
import { backend } from './backend'
import { browser } from './saving'
import { send, type Sent } from './requests'
import { POST as orders } from '@/app/api/orders/route'
import { POST as paymentIntents } from '@/app/api/orders/[id]/payment-intents/route'
import { POST as pay } from '@/app/api/orders/[id]/pay/route'
import type { Buyer } from '@/lib/server/auth/buyer'
import { db } from '@/lib/server/db'
import { syncPayment } from '@/lib/server/payments/sync-payment'

/** The demo's products by their slugs. */
export async function products(): Promise<Record<string, string>> {
  return addProducts(backend.databaseUrl)
}

type Placed = { id: string; cookie: string; customerId: string; buyer: Buyer }

/** An order of one product, by whoever the cookie says or by a new guest; `email` null: who gives no address. */
export async function placed(
  slug = 'orbit-hop',
  cookie?: string,
  email: string | null = 'guest@example.com',
): Promise<Placed> {
  const productId = (await products())[slug]
  const answer = await send(orders, {
    cookie,
    json: { items: [{ productId, quantity: 1 }], ...(email !== null && { email }) },
  })
  if (answer.status !== 201) throw new Error(`Ordering was answered ${answer.status}: ${await answer.text()}`)
  const { id } = (await answer.json()) as { id: string }
  const { customerId } = await db().order.findUniqueOrThrow({ where: { id } })
  const own = cookie ?? answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { id, cookie: own, customerId, buyer: { customerIds: [customerId], customer: null } }
}

/** POST …/payment-intents, as the page sends it. */
export function startPaying({ id, cookie }: Placed, json: unknown = {}, more: Partial<Sent> = {}): Promise<Response> {
  return send(paymentIntents, { params: { id }, path: `/api/orders/${id}/payment-intents`, cookie, json, ...more })
}

/** POST …/pay, as the page sends it. */
export function payOrder({ id, cookie }: Placed, json: unknown = {}, more: Partial<Sent> = {}): Promise<Response> {
  return send(pay, { params: { id }, path: `/api/orders/${id}/pay`, cookie, json, ...more })
}

/** An order whose payment has an intent that nobody has confirmed. */
export async function opened(order: Placed, json: unknown = {}) {
  const answer = await startPaying(order, json)
  if (answer.status !== 200) throw new Error(`Starting was answered ${answer.status}: ${await answer.text()}`)
  const { paymentId, clientSecret } = (await answer.json()) as { paymentId: string; clientSecret: string }
  return { paymentId, clientSecret, stripePaymentIntentId: clientSecret.split('_secret_')[0] ?? '' }
}

/** Confirms with Amazon Pay as Stripe.js does in the customer's browser, and answers Amazon's page. */
export async function leaveForAmazon(
  { clientSecret, paymentId }: { clientSecret: string; paymentId: string },
  saves = false,
) {
  const params = {
    client_secret: clientSecret,
    payment_method_data: { type: 'amazon_pay' as const },
    return_url: `${backend.origin}/api/return/${paymentId}`,
    ...(saves && { mandate_data: { customer_acceptance: { type: 'online', online: { infer_from_client: true } } } }),
  }
  // The SDK's type knows only what a server may send.
  const confirm = params as unknown as Parameters<typeof browser.paymentIntents.confirm>[1]
  return redirectUrl(await browser.paymentIntents.confirm(clientSecret.split('_secret_')[0] ?? '', confirm))
}

export async function approve(page: string): Promise<void> {
  await choose(page, 'Authorize Test Payment')
}

export async function decline(page: string): Promise<void> {
  await choose(page, 'Fail Test Payment')
}

/** A payment that its customer has approved at Amazon and that we know of. */
export async function paidAtAmazon(slug = 'orbit-hop', cookie?: string) {
  const order = await placed(slug, cookie)
  const started = await opened(order)
  await approve(await leaveForAmazon(started))
  await syncPayment(started.paymentId)
  return { order, ...started }
}

/** One payment as the database has it, with all that hangs on it. */
export async function paymentRow(id: string) {
  const include = { refunds: true, mandates: true, paymentMethod: true, ledger: { include: { entries: true } } }
  return db().payment.findUniqueOrThrow({ where: { id }, include })
}
