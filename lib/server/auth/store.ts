import 'server-only'
import { db, transaction } from '../db'
import { fileNotification } from '../notifications/store'

/** The account's own customer. Made at sign-up; made here for a user who has none yet. */
export async function customerIdOf(userId: string): Promise<string> {
  const [own] = await customerIdsOf(userId)
  return own
}

/** The same, followed by the guests who have joined the account. */
export async function customerIdsOf(userId: string): Promise<[string, ...string[]]> {
  const rows = await db().customer.findMany({
    where: { userId },
    orderBy: { joinedAt: { sort: 'asc', nulls: 'first' } },
    select: { id: true, joinedAt: true },
  })
  const joined = rows.filter(({ joinedAt }) => joinedAt !== null).map(({ id }) => id)
  const own = rows.find(({ joinedAt }) => joinedAt === null)
  return [own ? own.id : await insertOwn(userId), ...joined]
}

async function insertOwn(userId: string): Promise<string> {
  // Two first requests at once collide on the partial unique index customers_one_own, and both then read the same row.
  await db().customer.createMany({ data: { userId }, skipDuplicates: true })
  return (await db().customer.findFirstOrThrow({ where: { userId, joinedAt: null }, select: { id: true } })).id
}

/** What a user may be here, and whether the address is known to be theirs. */
export async function standingOf(
  userId: string,
): Promise<{ role: 'customer' | 'merchant'; email: string; emailVerified: boolean }> {
  return db().user.findUniqueOrThrow({
    where: { id: userId },
    select: { role: true, email: true, emailVerified: true },
  })
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

export type NewVerification = { id: string; userId: string; tokenHash: string; at: Date; expiresAt: Date }

/** Files a mail that asks whether the account's address is its owner's; false when that is known already. */
export async function insertVerification({ id, userId, tokenHash, at, expiresAt }: NewVerification): Promise<boolean> {
  return transaction(async (tx) => {
    const user = await tx.user.findUniqueOrThrow({
      where: { id: userId },
      select: { email: true, emailVerified: true },
    })
    if (user.emailVerified) return false
    const { email } = user
    await tx.emailVerification.create({ data: { id, userId, email, tokenHash, createdAt: at, expiresAt } })
    await fileNotification(tx, { kind: 'verify_email', subjectId: id, recipient: email, at })
    return true
  })
}

/** The mail of this link with whose account it is about, or null. */
export async function findVerification(tokenHash: string) {
  return db().emailVerification.findUnique({
    where: { tokenHash },
    include: { user: { select: { name: true, email: true, emailVerified: true } } },
  })
}
export type FoundVerification = NonNullable<Awaited<ReturnType<typeof findVerification>>>

/** When the last such mail was filed for an account; null before the first one. */
export async function lastVerificationAt(userId: string): Promise<Date | null> {
  const last = await db().emailVerification.findFirst({
    where: { userId },
    orderBy: { createdAt: 'desc' },
    select: { createdAt: true },
  })
  return last?.createdAt ?? null
}

/**
 * Verifies the account's address by a link that has not been used and has not expired; false otherwise, and for a link to an
 * address that the account has no more. Two at once meet on the row, and one of them has used it.
 */
export async function recordVerified(
  { id, userId, email }: FoundVerification,
  { at, requestId }: { at: Date; requestId: string },
): Promise<boolean> {
  return transaction(async (tx) => {
    const link = { id, usedAt: null, expiresAt: { gt: at } }
    // Looked at first: a link to another address than the account's own is not used up.
    if ((await tx.user.count({ where: { id: userId, email } })) === 0) return false
    const used = await tx.emailVerification.updateMany({ where: link, data: { usedAt: at } })
    if (used.count === 0) return false
    await tx.user.update({ where: { id: userId, email }, data: { emailVerified: true } })
    // Nobody is named who did it: whoever reads the address's mail need not be signed in.
    await tx.auditEntry.create({ data: { at, action: 'email.verify', subject: `user:${userId}`, requestId } })
    return true
  })
}
