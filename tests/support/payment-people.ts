import { products } from './checkout'
import { newCustomer } from './saving'
import type { Buyer } from '@/lib/server/auth/buyer'
import { db } from '@/lib/server/db'

/** Somebody whom nobody has met before: a guest, or a customer with an account, who alone may save. */
export async function newBuyer(hasAccount: boolean): Promise<Buyer> {
  if (hasAccount) {
    const customer = await newCustomer()
    return { customerIds: [customer.id], customer }
  }
  const { id } = await db().customer.create({ data: { guestTokenHash: crypto.randomUUID() } })
  return { customerIds: [id], customer: null }
}

/** What the shop sells, by slug. */
export async function offers() {
  await products()
  return new Map((await db().product.findMany()).map((product) => [product.slug, product]))
}
type Offer = Awaited<ReturnType<typeof offers>> extends Map<string, infer One> ? One : never

/** An order of one thing, as the shop files it. */
export async function newOrder({ customerIds, customer }: Buyer, offer: Offer): Promise<string> {
  const { id: productId, name: description, unitAmount, currency, captureMethod } = offer
  const email = customer ? null : 'guest@example.com'
  const order = {
    customerId: customerIds[0],
    amount: unitAmount,
    currency,
    captureMethod,
    email,
    createdAt: new Date(),
  }
  const items = { create: { position: 1, description, unitAmount, productId } }
  return (await db().order.create({ data: { ...order, items }, select: { id: true } })).id
}
