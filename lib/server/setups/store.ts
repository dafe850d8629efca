import 'server-only'
import { sameAccount } from '../customers/store'
import { db } from '../db'
import { type FoundSetup, WITH_OWNER } from '../payment-methods/store'

/** One try on a hosted page by the session's id or, as long as that is not stored, by ours from the metadata. */
export async function findSetupBySession(stripeSessionId: string, setupId: string | null): Promise<FoundSetup | null> {
  const found = await db().setup.findUnique({ where: { stripeSessionId }, include: WITH_OWNER })
  if (found || !setupId) return found
  const where = { id: setupId, stripeSessionId: null, offers: { not: null } }
  return db().setup.findFirst({ where, include: WITH_OWNER })
}

/** Notes which session a try has. The first writer wins, and a second one wrote the same id (idempotency key). */
export async function nameSession(id: string, stripeSessionId: string): Promise<void> {
  await db().setup.updateMany({ where: { id, stripeSessionId: null }, data: { stripeSessionId } })
}

/** Ids of live tries that the sweep should look at, the longest due first. */
export async function dueSetups(now: Date, limit: number): Promise<string[]> {
  const due = {
    where: { nextSyncAt: { lte: now } },
    orderBy: { nextSyncAt: 'asc' },
    take: limit,
    select: { id: true },
  } as const
  const rows = await db().setup.findMany(due)
  return rows.map(({ id }) => id)
}

/** Takes a due try for oneself by moving its next turn; false when another sweep was faster. */
export async function claimDueSetup(id: string, { now, next }: { now: Date; next: Date }): Promise<boolean> {
  const { count } = await db().setup.updateMany({
    where: { id, nextSyncAt: { lte: now } },
    data: { nextSyncAt: next, syncCount: { increment: 1 } },
  })
  return count === 1
}

/** The tries of a customer's account that wait for an approval, the newest first. */
export async function listConfirming(customerId: string, limit: number): Promise<{ id: string }[]> {
  return db().setup.findMany({
    where: { customer: sameAccount(customerId), status: { in: ['requires_action', 'processing'] } },
    orderBy: { createdAt: 'desc' },
    take: limit,
    select: { id: true },
  })
}
