import 'server-only'
import { db } from '../db'

/** The customer row of a user. Made at sign-up; made here for a user who has none yet. */
export async function customerIdOf(userId: string): Promise<string> {
  const found = await db().customer.findUnique({ where: { userId }, select: { id: true } })
  if (found) return found.id
  // Two first requests at once collide on the unique user_id, and both then read the same row.
  await db().customer.createMany({ data: { userId }, skipDuplicates: true })
  const made = await db().customer.findUniqueOrThrow({ where: { userId }, select: { id: true } })
  return made.id
}

/** What a user may be here. */
export async function roleOf(userId: string): Promise<{ role: 'customer' | 'merchant' }> {
  return db().user.findUniqueOrThrow({ where: { id: userId }, select: { role: true } })
}

/** Whether an account has this e-mail address already. */
export async function isTaken(email: string): Promise<boolean> {
  return (await db().user.count({ where: { email } })) > 0
}

/** The customer known by a guest cookie of this hash, or null. */
export async function findGuest(guestTokenHash: string): Promise<string | null> {
  const found = await db().customer.findUnique({ where: { guestTokenHash }, select: { id: true } })
  return found?.id ?? null
}

/** A customer without an account. */
export async function insertGuest(guestTokenHash: string): Promise<string> {
  return (await db().customer.create({ data: { guestTokenHash }, select: { id: true } })).id
}
