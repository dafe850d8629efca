import { signUp } from '../campaign/people'
import type { Setting } from '../support/draft'
import type { Things } from '../support/shop-route'
import type { Stack } from '../support/stack'
import type { Database } from './database'
import type { Rider } from './rider'

type Shop = { stack: Stack; database: Database; rider: Rider }

/** A shop with one of everything that a request can be about, all of it the rider's, and somebody of every kind. */
export async function openFuzzedShop({ stack, database, rider }: Shop) {
  const merchant = await signUp(stack, 'mo.merchant@rides.example')
  await database.rows(`update users set role = 'merchant' where email = 'mo.merchant@rides.example'`)
  const other = await signUp(stack, 'sasha.stranger@example.com')
  const saved = await rider.context.cookies(stack.origin)
  const riders = saved.map(({ name, value }) => `${name}=${value}`).join('; ')
  const { cookie: guest } = await order(stack, await idOf(database, `products where slug = 'orbit-hop'`))
  const cookies = { rider: riders, other: other.cookie, guest, merchant: merchant.cookie, nobody: '' }
  return {
    cookies: cookies satisfies Setting['cookies'],
    things: await thingsOf({ stack, database, rider }, cookies),
    isQuiet: () => isQuiet(database, rider.customerId),
  }
}

async function thingsOf(
  { stack, database, rider }: Shop,
  { rider: cookie, merchant }: { rider: string; merchant: string },
): Promise<Things> {
  const [hop, landing] = [
    await idOf(database, `products where slug = 'orbit-hop'`),
    await idOf(database, `products where slug = 'moon-landing'`),
  ]
  const methodId = await idOf(database, `payment_methods where customer_id = '${rider.customerId}'`)
  const planId = await idOf(database, `products where slug = 'orbit-pass'`)
  const unpaid = async (productId = hop) => (await order(stack, productId, cookie)).id
  const paid = async (productId = hop) => pay(stack, { orderId: await unpaid(productId), methodId, cookie })
  return {
    productId: hop,
    planId,
    subscriptionId: await subscribe(stack, { planId, methodId, cookie }),
    draft: await draftOf(stack, { customerId: rider.customerId, cookie: merchant }),
    customerId: rider.customerId,
    noticeId: await idOf(database, `mandate_notices where covers = 'amazon_pay' order by version desc`),
    methodId,
    openOrder: await unpaid(),
    unpaidOrder: await unpaid(),
    paidPayment: await paid(),
    heldPayment: await paid(landing),
    otherHeldPayment: await paid(landing),
    webhookSecret: stack.webhookSecret,
    cronSecret: stack.env.CRON_SECRET ?? '',
  }
}

async function order(stack: Stack, productId: string, cookie = ''): Promise<{ id: string; cookie: string }> {
  const answer = await post(stack, '/api/orders', { json: { items: [{ productId, quantity: 1 }] }, cookie })
  const { id } = (await answer.json()) as { id: string }
  return { id, cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' }
}

async function draftOf(stack: Stack, { customerId, cookie }: { customerId: string; cookie: string }): Promise<string> {
  const json = { customerIds: [customerId], amount: 1200, currency: 'usd', description: 'Ride' }
  return ((await (await post(stack, '/api/charge-batches', { json, cookie })).json()) as { id: string }).id
}

async function subscribe(
  stack: Stack,
  { planId: productId, methodId: paymentMethodId, cookie }: { planId: string; methodId: string; cookie: string },
): Promise<string> {
  const json = { productId, paymentMethodId }
  return ((await (await post(stack, '/api/subscriptions', { json, cookie })).json()) as { id: string }).id
}

type Paying = { orderId: string; methodId: string; cookie: string }

async function pay(stack: Stack, { orderId, methodId, cookie }: Paying): Promise<string> {
  const json = { paymentMethodId: methodId }
  const answer = await post(stack, `/api/orders/${orderId}/pay`, { json, cookie })
  return ((await answer.json()) as { paymentId: string }).paymentId
}

async function post({ origin }: Stack, path: string, { json, cookie }: { json: object; cookie: string }) {
  const headers = { origin, 'content-type': 'application/json', ...(cookie && { cookie }) }
  const answer = await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(json) })
  if (!answer.ok) throw new Error(`POST ${path} was answered ${answer.status}: ${await answer.text()}`)
  return answer
}

/** The id of the first row of what follows `from`. */
async function idOf(database: Database, from: string): Promise<string> {
  const [row] = await database.rows<{ id: string }>(`select id from ${from} limit 1`)
  if (!row) throw new Error(`There are no ${from}.`)
  return row.id
}

/** Whether everything that was asked for has been paid or is held, and nothing is about to be done about anything. */
async function isQuiet(database: Database, customerId: string): Promise<boolean> {
  const [row] = await database.rows<{ left: number }>(
    `select (select count(*) from jobs where due_at < now() + interval '1 minute')::int
       + (select count(*) from stripe_events where due_at < now() + interval '1 minute')::int
       + (select count(*) from payments
           where customer_id = '${customerId}' and status not in ('succeeded', 'requires_capture'))::int as left`,
  )
  return row?.left === 0
}
