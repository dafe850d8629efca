import 'server-only'
import { db } from '../db'

type Page = { search: string | undefined; after: string | undefined; limit: number }

/** Customers by their newest first, with their methods. `search` finds a part of a name or an e-mail address. */
export async function listCustomerRows({ search, after, limit }: Page) {
  // Prisma hands the words to LIKE as they are: a % or _ that somebody searches for is to mean itself.
  const words = (search ?? '').replaceAll(/[\\%_]/g, '\\$&')
  const contains = { contains: words, mode: 'insensitive' } as const
  return db().customer.findMany({
    where: { user: { role: 'customer', OR: [{ name: contains }, { email: contains }] } },
    orderBy: { id: 'desc' },
    take: limit,
    ...(after && { cursor: { id: after }, skip: 1 }),
    include: { user: true, paymentMethods: { orderBy: { createdAt: 'desc' }, include: { mandates: true } } },
  })
}

/** The latest tries at saving that failed, the newest first. */
export async function listFailedSetups(limit: number) {
  return db().setup.findMany({
    where: { failed: true },
    orderBy: { failedAt: 'desc' },
    take: limit,
    include: { customer: { include: { user: true } }, mandate: true },
  })
}
