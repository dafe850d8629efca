import 'server-only'
import { SETTLED_SETUPS } from '@/lib/domain/setup-status'
import { defaultOf, lockCustomer, sameAccount } from '../customers/store'
import { isUniqueViolation } from '../database-errors'
import { db, transaction, type Transaction } from '../db'
import type { CheckoutMethods, DetachReason, Prisma, Setup } from '../generated/client'
import { dropGivenUpCharges, insertJob, insertLeasedJob, type LeasedJob } from '../jobs/store'
import { newId } from '../new-id'
import { dropTriesWith } from '../recovery/store'
import type { StripeCustomerIds } from '../stripe/customer-ids'
import type { StripeMandate } from '../stripe/setup-intents'
import { activateMandate, endMandates, insertPendingMandate } from '../mandates/store'

export const WITH_OWNER = { customer: true, mandate: true } satisfies Prisma.SetupInclude
export type FoundSetup = Prisma.SetupGetPayload<{ include: typeof WITH_OWNER }>

/** One try at saving, or null. With a customer only one of that customer's account. */
export async function findSetup(id: string, customerId?: string): Promise<FoundSetup | null> {
  const where = { id, ...(customerId !== undefined && { customer: sameAccount(customerId) }) }
  return db().setup.findUnique({ where, include: WITH_OWNER })
}

/** One try at saving by Stripe's id or, as long as that is not stored, by ours from the metadata. */
export async function findSetupByStripeId(
  stripeSetupIntentId: string,
  setupId: string | null,
): Promise<FoundSetup | null> {
  const found = await db().setup.findUnique({ where: { stripeSetupIntentId }, include: WITH_OWNER })
  if (found || !setupId) return found
  return db().setup.findFirst({ where: { id: setupId, stripeSetupIntentId: null }, include: WITH_OWNER })
}

export type NewSetup = {
  id: string
  idempotency: { route: string; key: string; bodyHash: string }
  acceptance: Omit<Parameters<typeof insertPendingMandate>[1], 'setupId' | 'customerId'>
  stripeAccountId: string
  livemode: boolean
  nextSyncAt: Date
  actorId: string
  requestId: string
  customerId: string
  offers: CheckoutMethods | null
  /** Whom a hosted page is made for; nobody at Stripe for one that is made for nobody, and without one. */
  sessionOwner: StripeCustomerIds
}

/** Writes a new try with its mandate, unless this idempotency key was used before: two at once collide on it. */
export async function insertSetup(setup: NewSetup): Promise<void> {
  const { id, idempotency, acceptance, customerId, stripeAccountId, livemode, nextSyncAt, actorId, requestId } = setup
  const { offers, sessionOwner: owner } = setup
  try {
    await transaction(async (tx) => {
      await tx.idempotentRequest.create({ data: { ...idempotency, actorId: customerId, resultId: id } })
      const { usage, acceptedAt: createdAt } = acceptance
      const createKey = `create:${id}:1`
      const session = {
        sessionCustomerId: owner.stripeCustomerId,
        sessionCustomerAccountId: owner.stripeCustomerAccountId,
      }
      const hosted = { offers, ...session }
      const data = { id, customerId, usage, createKey, stripeAccountId, livemode, createdAt, nextSyncAt, ...hosted }
      await tx.setup.create({ data })
      await insertPendingMandate(tx, { ...acceptance, customerId, setupId: id })
      await tx.auditEntry.create({ data: { actorId, requestId, action: 'setup.start', subject: `setup:${id}` } })
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
}

type Saved = {
  stripePaymentMethodId: string
  type: string
  email: string | null
  card: { brand: string; last4: string } | null
  stripeMandate: StripeMandate | null
}

/**
 * Writes what Stripe said about one try, with all that follows from it, unless the row has moved on since it was read or
 * has ended. Answers whether it was written; a caller that lost reads Stripe again.
 */
export async function recordSetup(
  read: FoundSetup,
  change: Prisma.SetupUpdateManyMutationInput,
  saved: { method: Saved; at: Date } | null,
): Promise<boolean> {
  return transaction(async (tx) => {
    // The customer's row is locked first: two saves that succeed together would otherwise both become the default.
    if (saved) await lockCustomer(tx, read.customerId)
    const live = { OR: [{ status: null }, { status: { notIn: [...SETTLED_SETUPS] } }] }
    const where = { id: read.id, version: read.version, ...live }
    const { count } = await tx.setup.updateMany({ where, data: { ...change, version: { increment: 1 } } })
    if (count === 1 && saved) await insertMethod(tx, read, { ...saved, mandateId: read.mandate?.id ?? null })
    return count === 1
  })
}

type Owner = Pick<Setup, 'customerId' | 'livemode' | 'stripeAccountId'>

/** Files a method that Stripe has attached to our Stripe Customer, with the permission it rests on; gives its id. */
export async function insertMethod(
  tx: Transaction,
  { customerId, livemode, stripeAccountId }: Owner,
  { mandateId, method, at }: { mandateId: string | null; method: Saved; at: Date },
): Promise<string> {
  if (mandateId === null) throw new Error(`Nobody agreed to saving ${method.stripePaymentMethodId}.`)
  const { stripePaymentMethodId, type, email, card, stripeMandate } = method
  const isDefault = (await tx.paymentMethod.count({ where: defaultOf(customerId) })) === 0
  const label = { type, email, cardBrand: card?.brand ?? null, cardLast4: card?.last4 ?? null }
  const row = { customerId, livemode, stripeAccountId, stripePaymentMethodId, ...label, isDefault, createdAt: at }
  const { id } = await tx.paymentMethod.create({ data: row })
  await activateMandate(tx, { mandateId, paymentMethodId: id, activatedAt: at, stripeMandate })
  // News that came before this row was there found nothing to change, so the worker reads the method once more.
  await insertJob(tx, { id: newId(), kind: 'sync_method', subjectId: id })
  await tx.auditEntry.create({ data: { action: 'payment_method.save', subject: `payment_method:${id}` } })
  return id
}

/** What a saved method is shown with: what was agreed, and the live subscriptions that it pays for. */
export const AS_LISTED = {
  mandates: true,
  pays: { where: { endedAt: null }, include: { product: { select: { name: true } } } },
} satisfies Prisma.PaymentMethodInclude

/** The saved methods of a customer's account, the newest first, with what was agreed. */
export async function listMethods(customerId: string) {
  const where = { customer: sameAccount(customerId) }
  return db().paymentMethod.findMany({ where, orderBy: { createdAt: 'desc' }, include: AS_LISTED })
}
export type ListedMethod = Awaited<ReturnType<typeof listMethods>>[number]

/**
 * Closes a try that can never be approved: Stripe refused to make it, never answered (so that its secret reached nobody),
 * or has forgotten it.
 */
export async function closeSetup(id: string): Promise<void> {
  await db().setup.updateMany({
    where: { id, OR: [{ status: null }, { status: { notIn: [...SETTLED_SETUPS] } }] },
    data: { status: 'canceled', nextSyncAt: null, version: { increment: 1 } },
  })
}

/** Lets the next create use another key; a second caller with the same news changes nothing. */
export async function renewCreateKey({ id, createKey }: Setup): Promise<void> {
  const number = Number(createKey.split(':').at(-1)) + 1
  await db().setup.updateMany({ where: { id, createKey }, data: { createKey: `create:${id}:${number}` } })
}

/** Notes the key that the server confirms a try with. */
export async function nameConfirmKey(id: string, confirmKey: string): Promise<void> {
  await db().setup.updateMany({ where: { id, confirmKey: null }, data: { confirmKey } })
}

type Choice = { paymentMethodId: string; customerId: string; actorId: string; requestId: string }

/** Makes one method the account's only default; false when it is not this customer's, or can't be used any more. */
export async function setDefault({ paymentMethodId: id, customerId, actorId, requestId }: Choice): Promise<boolean> {
  return transaction(async (tx) => {
    // Two choices at once take turns on the account's customers, as saving does.
    await lockCustomer(tx, customerId)
    const where = { id, customer: sameAccount(customerId), status: 'active' as const }
    if ((await tx.paymentMethod.count({ where })) === 0) return false
    await tx.paymentMethod.updateMany({ where: defaultOf(customerId), data: { isDefault: false } })
    await tx.paymentMethod.update({ where: { id }, data: { isDefault: true } })
    await tx.auditEntry.create({
      data: { actorId, requestId, action: 'payment_method.default', subject: `payment_method:${id}` },
    })
    return true
  })
}

const WITH_MANDATES = { customer: true, mandates: true } satisfies Prisma.PaymentMethodInclude
export type FoundMethod = Prisma.PaymentMethodGetPayload<{ include: typeof WITH_MANDATES }>

/** One saved method with whose it is and what was agreed, by our id or by Stripe's; null when there is none such. */
export async function findMethod(
  where: { id: string } | { stripePaymentMethodId: string },
): Promise<FoundMethod | null> {
  return db().paymentMethod.findUnique({ where, include: WITH_MANDATES })
}

type Removal = {
  method: FoundMethod
  reason: DetachReason
  at: Date
  /** Who asks for it here and carries it out at once; null when Stripe told us and the worker does the rest. */
  actor: { actorId: string; requestId: string } | null
}

/**
 * Takes a method out of use and files the command to detach it at Stripe. From then on nothing new is charged with it,
 * because charging takes the same lock. Gives the command leased to an actor who carries it out; null when there is none, or
 * when all that was done before.
 */
export async function beginRemoval({ method, reason, at, actor }: Removal): Promise<LeasedJob | null> {
  const { id, customerId } = method
  return transaction(async (tx) => {
    await lockCustomer(tx, customerId)
    const data = { status: 'removing', detachReason: reason, isDefault: false } as const
    // A permission that was withdrawn ends now; one whose method is being removed lasts for a charge under way.
    if (reason === 'revoked') await endMandates(tx, { paymentMethodId: id }, at)
    const { count } = await tx.paymentMethod.updateMany({ where: { id, status: 'active' }, data })
    if (count === 0) return null
    await chooseDefault(tx, customerId)
    await dropGivenUpCharges(tx, id)
    await dropTriesWith(tx, id)
    const entry = { ...actor, action: 'payment_method.remove', subject: `payment_method:${id}` }
    await tx.auditEntry.create({ data: { ...entry, at, detail: reason } })
    const job = { id: newId(), kind: 'detach', subjectId: id } as const
    if (actor) return insertLeasedJob(tx, job)
    await insertJob(tx, job)
    return null
  })
}

/** Writes that a method is gone at Stripe, and with it the permission. Whoever asked for it first stays the reason. */
export async function recordDetached({ id, customerId }: FoundMethod, at: Date): Promise<void> {
  await transaction(async (tx) => {
    await lockCustomer(tx, customerId)
    // Read behind the lock: somebody may have asked for it since the method was read, and that stays the reason.
    const before = await tx.paymentMethod.findUniqueOrThrow({ where: { id } })
    if (before.status === 'detached') return
    const detachReason = before.detachReason ?? 'detached'
    const data = { status: 'detached', detachedAt: at, detachReason, isDefault: false } as const
    await tx.paymentMethod.update({ where: { id }, data })
    await endMandates(tx, { paymentMethodId: id }, at)
    await dropTriesWith(tx, id)
    await chooseDefault(tx, customerId)
    const entry = { action: 'payment_method.detach', subject: `payment_method:${id}` }
    await tx.auditEntry.create({ data: { ...entry, at, detail: detachReason } })
  })
}

// Somebody who has other methods left keeps having a default: the one saved last, rather one that may be charged.
async function chooseDefault(tx: Transaction, customerId: string): Promise<void> {
  if ((await tx.paymentMethod.count({ where: defaultOf(customerId) })) > 0) return
  const active = await tx.paymentMethod.findMany({
    where: { customer: sameAccount(customerId), status: 'active' },
    orderBy: { createdAt: 'desc' },
    include: { mandates: { where: { status: 'active', usage: 'off_session' } } },
  })
  const next = active.find(({ mandates }) => mandates.length > 0) ?? active[0]
  if (next) await tx.paymentMethod.update({ where: { id: next.id }, data: { isDefault: true } })
}
