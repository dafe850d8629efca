import 'server-only'
import type { Payer } from '../auth/payer'
import { businessTime } from '../clock'
import { defaultOf, type MappedCustomer } from '../customers/store'
import { db, named, transaction } from '../db'
import { isUniqueViolation } from '../database-errors'
import type { CaptureMethod, Order, Prisma, Product } from '../generated/client'
import { newId } from '../new-id'

const WITH_ALL = {
  items: { orderBy: { position: 'asc' } },
  payments: {
    orderBy: { createdAt: 'desc' },
    include: {
      paymentMethod: { include: { mandates: true } },
      refunds: { orderBy: { createdAt: 'desc' } },
      recovery: true,
      invoice: true,
    },
  },
  fulfilment: true,
} satisfies Prisma.OrderInclude
export type ProductRow = Product
export type FoundOrder = Prisma.OrderGetPayload<{ include: typeof WITH_ALL }>

/** Orders of these customers, the newest first. */
export async function listOrderRows(customerIds: string[], limit: number): Promise<FoundOrder[]> {
  return db().order.findMany({
    where: { customerId: { in: customerIds } },
    orderBy: { id: 'desc' },
    take: limit,
    include: WITH_ALL,
  })
}

/** One order of one of these customers, or null. */
export async function findOrder(id: string, customerIds: string[]): Promise<FoundOrder | null> {
  return db().order.findFirst({ where: { id, customerId: { in: customerIds } }, include: WITH_ALL })
}

export type OwnOrder = Pick<Order, 'id' | 'customerId' | 'amount' | 'currency' | 'captureMethod'>

/** An order that this person may pay, or null. */
export async function findOwnOrder(id: string, payer: Payer) {
  const include = { customer: { select: { userId: true } } }
  return db().order.findFirst({ where: { id, ...payableBy(payer) }, include })
}

/** Their own orders, and those whose link they have opened. */
export function payableBy({ customerIds, openedOrderIds = [] }: Payer): Prisma.OrderWhereInput {
  return { OR: [{ customerId: { in: customerIds } }, { id: { in: openedOrderIds } }] }
}

export type OrderToPay = OwnOrder & { customer: MappedCustomer; now: Date }

/** The same with whose it is, and the time by the business clock. */
export async function findOrderToPay(id: string, payer: Payer): Promise<OrderToPay | null> {
  const { customerIds, openedOrderIds = [] } = payer
  const [row] = await db().$queryRaw<object[]>`
    select orders.*, user_id, joined_at, stripe_customer_id, stripe_customer_account_id, stripe_account_id, livemode,
      stripe_try, ${businessTime()} as now
    from orders join customers on customers.id = customer_id
    where orders.id = ${id}::uuid
    and (customer_id = any(${customerIds}::uuid[]) or orders.id = any(${openedOrderIds}::uuid[]))`
  if (!row) return null
  // These are the columns of that statement.
  const order = named(row) as OwnOrder & Omit<MappedCustomer, 'id'> & { now: Date }
  return { ...order, customer: { ...order, id: order.customerId } }
}

/** What happened to some payments, the oldest first. */
export async function listMoments(paymentIds: string[]) {
  return db().auditEntry.findMany({
    where: { subject: { in: paymentIds.map((id) => `payment:${id}`) } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
}
export type Moment = Awaited<ReturnType<typeof listMoments>>[number]

const TO_FULFIL = {
  items: { orderBy: { position: 'asc' }, include: { product: true } },
  payments: { include: { refunds: true } },
  fulfilment: true,
} satisfies Prisma.OrderInclude
export type OrderToFulfil = Prisma.OrderGetPayload<{ include: typeof TO_FULFIL }>

/** One order with what was bought and what has been done for it, whoever owns it; or null. */
export async function findOrderToFulfil(id: string): Promise<OrderToFulfil | null> {
  return db().order.findUnique({ where: { id }, include: TO_FULFIL })
}

/** Keeps what was done for an order. Two at once meet on the primary key, and the first one's answer stays. */
export async function recordFulfilment(fulfilment: { orderId: string; reference: string; at: Date }): Promise<void> {
  await db().fulfilment.createMany({ data: [fulfilment], skipDuplicates: true })
}

/** What the shop sells once now, in its own order. */
export async function listProductRows(): Promise<Product[]> {
  const where = { active: true, interval: null }
  return db().product.findMany({ where, orderBy: [{ position: 'asc' }, { name: 'asc' }] })
}

/** Products that can be ordered now, by their ids. */
export async function findProducts(ids: string[]): Promise<Product[]> {
  return db().product.findMany({ where: { id: { in: ids }, active: true, interval: null } })
}

/** Which customer of this one's account has the account's default method; null without one. */
export async function findCustomerWithDefault(customerId: string): Promise<string | null> {
  return (
    (await db().paymentMethod.findFirst({ where: defaultOf(customerId), select: { customerId: true } }))?.customerId ??
    null
  )
}

export type NewOrder = {
  customerId: string
  /** Minor units. */
  amount: number
  currency: string
  captureMethod: CaptureMethod
  email: string | null
  lines: { productId: string; description: string; quantity: number; unitAmount: number }[]
  /** `actorId` is the customer whom the key belongs to. */
  idempotency: { actorId: string; route: string; key: string; bodyHash: string }
  /** User; null for a guest. */
  actorId: string | null
  requestId: string
  createdAt: Date
}

/** Files an order with its prices as they are now; null when the idempotency key was used before. */
export async function insertOrder(order: NewOrder): Promise<string | null> {
  const { lines, idempotency, actorId, requestId, ...terms } = order
  const id = newId()
  const items = { create: lines.map((line, index) => ({ ...line, position: index + 1 })) }
  try {
    await transaction(async (tx) => {
      await tx.idempotentRequest.create({ data: { ...idempotency, resultId: id } })
      await tx.order.create({ data: { id, ...terms, items } })
      const entry = { requestId, action: 'order.place', subject: `order:${id}`, at: order.createdAt }
      await tx.auditEntry.create({ data: { ...entry, ...(actorId && { actorId }) } })
    })
    return id
  } catch (error) {
    if (isUniqueViolation(error)) return null
    throw error
  }
}
