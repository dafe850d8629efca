import 'server-only'
import { db } from '../db'
import type { Prisma } from '../generated/client'

const WITH_ALL = {
  items: { orderBy: { position: 'asc' } },
  payments: { orderBy: { createdAt: 'desc' }, include: { paymentMethod: { include: { mandates: true } } } },
} satisfies Prisma.OrderInclude
export type FoundOrder = Prisma.OrderGetPayload<{ include: typeof WITH_ALL }>

/** A customer's orders, the newest first. */
export async function listOrderRows(customerId: string, limit: number): Promise<FoundOrder[]> {
  return db().order.findMany({ where: { customerId }, orderBy: { id: 'desc' }, take: limit, include: WITH_ALL })
}

/** One order of this customer's, or null. */
export async function findOrder(id: string, customerId: string): Promise<FoundOrder | null> {
  return db().order.findFirst({ where: { id, customerId }, include: WITH_ALL })
}

/** What happened to some payments, the oldest first. */
export async function listMoments(paymentIds: string[]) {
  return db().auditEntry.findMany({
    where: { subject: { in: paymentIds.map((id) => `payment:${id}`) } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
}
export type Moment = Awaited<ReturnType<typeof listMoments>>[number]
