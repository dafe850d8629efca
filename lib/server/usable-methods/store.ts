import 'server-only'
import { db, type Transaction } from '../db'
import type { Prisma } from '../generated/client'

/** Saved methods that a customer may pay with now, the default first. `away`: those alone that may be charged later, too. */
export async function listUsableMethods(customerId: string, { away = false } = {}) {
  return db().paymentMethod.findMany({
    // Other types can't be used with an intent that takes these two.
    where: { customerId, status: 'active', type: { in: ['amazon_pay', 'card'] }, ...(away && CHARGEABLE_AWAY) },
    orderBy: [{ isDefault: 'desc' }, { createdAt: 'desc' }],
    select: { id: true, type: true, email: true, cardBrand: true, cardLast4: true, isDefault: true },
  })
}

/** Whether a method may be charged later as well, while its owner is away. */
export async function mayStay(tx: Transaction, id: string): Promise<boolean> {
  return (await tx.paymentMethod.count({ where: { id, ...CHARGEABLE_AWAY } })) > 0
}

const CHARGEABLE_AWAY = {
  mandates: { some: { status: 'active', usage: 'off_session' } },
} satisfies Prisma.PaymentMethodWhereInput
